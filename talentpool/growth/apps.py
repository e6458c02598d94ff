from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class GrowthConfig(AppConfig):
    name = "talentpool.growth"
    label = "growth"
    verbose_name = NAMES["growth"]
    default_auto_field = "django.db.models.BigAutoField"
