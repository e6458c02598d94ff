from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class WellbeingConfig(AppConfig):
    name = "talentpool.wellbeing"
    label = "wellbeing"
    verbose_name = NAMES["wellbeing"]
    default_auto_field = "django.db.models.BigAutoField"
