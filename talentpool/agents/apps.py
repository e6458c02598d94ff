from django.apps import AppConfig

from talentpool.kernel.rooms import NAMES


class AgentsConfig(AppConfig):
    name = "talentpool.agents"
    label = "agents"
    verbose_name = NAMES["agents"]
    default_auto_field = "django.db.models.BigAutoField"
