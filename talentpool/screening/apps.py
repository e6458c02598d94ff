from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class ScreeningConfig(AppConfig):
    name = "talentpool.screening"
    label = "screening"
    verbose_name = NAMES["screening"]
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talentpool.screening import messages  # noqa: F401  (registers the words of its messages)
