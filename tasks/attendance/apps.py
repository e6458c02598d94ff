from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class AttendanceConfig(AppConfig):
    name = "tasks.attendance"
    label = "attendance"
    verbose_name = NAMES["attendance"]
    default_auto_field = "django.db.models.BigAutoField"
