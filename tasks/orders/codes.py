"""What an order may name, as JSON: kinds of contact, and the codes of skills, languages, service levels."""

from typing import Any

from rest_framework import serializers

from accounts.models import Client
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Channel
from tasks.orders.models import ContactType, ServiceLevel
from tasks.orders.states import Scenario


class ContactTypeSerializer(serializers.ModelSerializer[ContactType]):
    name = serializers.SerializerMethodField()
    is_fit = serializers.BooleanField(read_only=True)

    class Meta:
        model = ContactType
        fields = (
            "ref",
            "name",
            "channel",
            "volume_share",
            "difficulty",
            "sensitivity",
            "remote_fit",
            "ordered",
            "is_fit",
        )

    def get_name(self, one: ContactType) -> str:
        """In the language asked for."""
        return str(one.name)


class CodeSerializer(serializers.Serializer[Any]):
    """A code and its words in the language asked for."""

    code = serializers.CharField()
    name = serializers.CharField()


class ReferenceSerializer(serializers.Serializer[Any]):
    skills = CodeSerializer(many=True)
    languages = CodeSerializer(many=True)
    service_levels = CodeSerializer(many=True)
    scenarios = CodeSerializer(many=True)
    channels = CodeSerializer(many=True)


def codes_for(client: Client) -> dict[str, list[dict[str, str]]]:
    """What this client's orders may name."""
    skills = Skill.objects.filter(client=None) | Skill.objects.filter(client=client)
    return {
        "skills": [{"code": one.code, "name": str(one)} for one in skills.order_by("code")],
        "languages": [{"code": one.code, "name": str(one)} for one in Language.objects.order_by("code")],
        "service_levels": [{"code": one.code, "name": str(one)} for one in ServiceLevel.objects.order_by("code")],
        "scenarios": [{"code": code, "name": str(name)} for code, name in Scenario.choices],
        "channels": [{"code": code, "name": str(name)} for code, name in Channel.choices],
    }
