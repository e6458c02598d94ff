"""The staff's site: Django's admin in our clothes. Rooms register with ``django.contrib.admin`` as usual."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.labels import name_all
from talentpool.kernel.ways import leads_in


class HouseAdminSite(AdminSite):
    site_header = _("TalentPool")
    site_title = _("TalentPool")
    index_title = _("Today")
    enable_nav_sidebar = False
    app_index_template = "admin/records.html"  # one room's lists look like all rooms' lists

    def get_urls(self) -> list[Any]:
        """Django's pages, and the list of all records that its first page used to be."""
        return [path("records/", self.admin_view(self.records), name="records"), *super().get_urls()]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Strangers log in where everybody does, with its limits and second factor; others hear it isn't theirs."""
        from allauth.account.decorators import secure_admin_login  # needs the models, as above

        answer: HttpResponse = secure_admin_login(super().login)(request, extra_context=extra_context)
        return answer

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Today: what is at risk, what waits for a person."""
        from talentpool.faces import today  # rooms' models aren't ready when the site is built

        page = today.gather(request.principal)  # type: ignore[attr-defined]
        for figure in page.figures:
            if not leads_in(request, figure.get("href", "")):
                figure["href"] = ""
        context = {**self.each_context(request), "title": _("Today"), "today": page}
        return TemplateResponse(request, "admin/index.html", {**context, **(extra_context or {})})

    def records(self, request: HttpRequest) -> TemplateResponse:
        """Every list this person may see, by room."""
        context = {**self.each_context(request), "title": _("Records"), "app_list": self.get_app_list(request)}
        return TemplateResponse(request, "admin/records.html", context)


class HouseAdminConfig(AdminConfig):
    """First of all apps, so that its ``ready`` runs when all models stand and no form is made yet."""

    default_site = "talentpool.faces.site.HouseAdminSite"

    def ready(self) -> None:
        name_all()
        super().ready()
