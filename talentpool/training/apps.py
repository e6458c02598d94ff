from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "talentpool.training"
    label = "training"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talentpool.training import messages  # noqa: F401  (registers its words and handlers)
