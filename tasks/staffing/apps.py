from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class StaffingConfig(AppConfig):
    name = "tasks.staffing"
    label = "staffing"
    verbose_name = NAMES["staffing"]
    default_auto_field = "django.db.models.BigAutoField"
