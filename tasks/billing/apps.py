from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class BillingConfig(AppConfig):
    name = "tasks.billing"
    label = "billing"
    verbose_name = NAMES["billing"]
    default_auto_field = "django.db.models.BigAutoField"
