from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.conf import settings

from talentpool.kernel.rooms import NAMES


class MessagingConfig(AppConfig):
    name = "talentpool.messaging"
    label = "messaging"
    verbose_name = NAMES["messaging"]
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every room's ``messages.py`` says which topics wake what, and how they read."""
        for room in [*settings.ROOMS, *settings.BESIDE]:
            if find_spec(f"{room}.messages"):
                import_module(f"{room}.messages")
