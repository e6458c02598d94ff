from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class QualityConfig(AppConfig):
    name = "tasks.quality"
    label = "quality"
    verbose_name = NAMES["quality"]
    default_auto_field = "django.db.models.BigAutoField"
