from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class GrowthConfig(AppConfig):
    name = "talentpool.growth"
    label = "growth"
    verbose_name = NAMES["growth"]
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talentpool.growth import messages  # noqa: F401  (registers the words of its messages)
