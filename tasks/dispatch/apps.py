from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class DispatchConfig(AppConfig):
    name = "tasks.dispatch"
    label = "dispatch"
    verbose_name = NAMES["dispatch"]
    default_auto_field = "django.db.models.BigAutoField"
