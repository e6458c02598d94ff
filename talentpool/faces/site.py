"""The staff's site: Django's admin in our clothes. Rooms register with ``django.contrib.admin`` as usual."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class HouseAdminSite(AdminSite):
    site_header = _("TalentPool")
    site_title = _("TalentPool")
    index_title = _("Today")


class HouseAdminConfig(AdminConfig):
    default_site = "talentpool.faces.site.HouseAdminSite"
