from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "talentpool.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talentpool.screening import messages  # noqa: F401  (registers the words of its messages)
