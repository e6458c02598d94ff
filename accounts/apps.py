from django.apps import AppConfig
from django.db.models.signals import post_migrate

from talentpool.kernel.rooms import NAMES


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = NAMES["accounts"]
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from accounts.roles import sync_roles

        post_migrate.connect(sync_roles, dispatch_uid="accounts.sync_roles")
