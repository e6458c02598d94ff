from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class TrainingConfig(AppConfig):
    name = "talentpool.training"
    label = "training"
    verbose_name = NAMES["training"]
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from talentpool.training import messages  # noqa: F401  (registers its words and handlers)
