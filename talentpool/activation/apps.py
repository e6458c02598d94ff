from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class ActivationConfig(AppConfig):
    name = "talentpool.activation"
    label = "activation"
    verbose_name = NAMES["activation"]
    default_auto_field = "django.db.models.BigAutoField"
