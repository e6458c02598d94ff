from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class OrdersConfig(AppConfig):
    name = "tasks.orders"
    label = "orders"
    verbose_name = NAMES["orders"]
    default_auto_field = "django.db.models.BigAutoField"
