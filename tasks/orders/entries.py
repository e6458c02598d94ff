"""What an order over the API is made from, and how it reads for the actions."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from accounts.models import Client
from talentpool.agents.models import Language, Skill
from talentpool.agents.states import Kind
from tasks.orders.actions import Positioning
from tasks.orders.models import ServiceLevel
from tasks.orders.states import Scenario
from tasks.staffing.actions import Asked
from tasks.staffing.models import VolumeSet
from tasks.staffing.rules.demand import Work
from tasks.staffing.states import WRITTEN_CHANNELS, Model


class WorkSerializer(serializers.Serializer[Any]):
    """What a channel needs to know: chats at once, a deadline and open hours, attempts of a campaign."""

    concurrency = serializers.IntegerField(min_value=1, max_value=8, required=False)
    slowdown = serializers.FloatField(min_value=0, max_value=1, required=False)
    deadline_minutes = serializers.IntegerField(min_value=15, max_value=14 * 1440, required=False)
    opens = serializers.TimeField(required=False)
    closes = serializers.TimeField(required=False)
    dialling_s = serializers.IntegerField(min_value=0, max_value=3600, required=False)
    connect_share = serializers.FloatField(min_value=0, max_value=1, required=False)
    most_attempts = serializers.IntegerField(min_value=1, max_value=20, required=False)
    struck_share = serializers.FloatField(min_value=0, max_value=0.99, required=False)


class TermsSerializer(serializers.Serializer[Any]):
    """How seats are computed; what is left out takes the service level's and the house's defaults."""

    model = serializers.ChoiceField(choices=Model.choices, default=Model.ERLANG_A)
    target_share = serializers.FloatField(min_value=0.01, max_value=0.999, required=False)
    target_s = serializers.IntegerField(min_value=0, max_value=86_400, required=False)
    patience_s = serializers.FloatField(min_value=1, max_value=86_400, default=120)
    shrinkage = serializers.DecimalField(
        max_digits=4, decimal_places=3, min_value=0, max_value=Decimal("0.8"), default=Decimal("0.15")
    )
    max_occupancy = serializers.DecimalField(
        max_digits=4, decimal_places=3, min_value=Decimal("0.1"), max_value=1, default=Decimal("0.9")
    )
    ramp = serializers.FloatField(min_value=1, max_value=3, default=1)
    own_roster = serializers.DictField(child=serializers.IntegerField(min_value=0, max_value=100_000), default=dict)
    work = WorkSerializer(default=dict)
    filler = serializers.SlugRelatedField(
        slug_field="ref", queryset=VolumeSet.objects.none(), required=False, allow_null=True, default=None
    )


class AnswersSerializer(serializers.Serializer[Any]):
    """Free words that tell agents what to expect."""

    why = serializers.CharField(max_length=500, allow_blank=True, required=False)
    who = serializers.CharField(max_length=500, allow_blank=True, required=False)
    what = serializers.CharField(max_length=500, allow_blank=True, required=False)
    how = serializers.CharField(max_length=500, allow_blank=True, required=False)


class FurtherEntrySerializer(serializers.Serializer[Any]):
    """One more channel of an order: its service level says which, its volumes are of that channel."""

    service_level = serializers.SlugRelatedField(slug_field="code", queryset=ServiceLevel.objects.all())
    volumes = serializers.SlugRelatedField(slug_field="ref", queryset=VolumeSet.objects.none())
    terms = TermsSerializer(default=dict)


class OrderEntrySerializer(serializers.Serializer[Any]):
    """A whole draft at once: positioning, volumes and terms."""

    title = serializers.CharField(max_length=120)
    scenario = serializers.ChoiceField(choices=Scenario.choices)
    skill = serializers.SlugRelatedField(slug_field="code", queryset=Skill.objects.none())
    language = serializers.SlugRelatedField(slug_field="code", queryset=Language.objects.all())
    service_level = serializers.SlugRelatedField(slug_field="code", queryset=ServiceLevel.objects.all())
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    kind = serializers.ChoiceField(choices=["", *Kind.values], default="")
    hub_required = serializers.BooleanField(default=False)
    hub_seats = serializers.IntegerField(
        min_value=1,
        max_value=100_000,
        required=False,
        allow_null=True,
        default=None,
        help_text=_("Most people there at once."),
    )
    bonus_minor = serializers.IntegerField(min_value=0, max_value=100_000, default=0)
    positioning = AnswersSerializer(default=dict)
    volumes = serializers.SlugRelatedField(slug_field="ref", queryset=VolumeSet.objects.none())
    terms = TermsSerializer(default=dict)
    further = FurtherEntrySerializer(many=True, default=list)
    mixes_channels = serializers.BooleanField(default=True)
    certificates = serializers.SlugRelatedField(
        slug_field="code", queryset=Skill.objects.none(), many=True, default=list
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """One service level a channel, and volumes of that channel."""
        levels = [given["service_level"], *(one["service_level"] for one in given["further"])]
        if len({level.channel for level in levels}) < len(levels):
            raise serializers.ValidationError({"further": [_("Choose one service level for each channel.")]})
        if any(one["volumes"].channel != one["service_level"].channel for one in given["further"]):
            raise serializers.ValidationError({"further": [_("These volumes are of another channel.")]})
        return given

    def get_fields(self) -> dict[str, Any]:
        """Skills and volumes of this client only."""
        fields = super().get_fields()
        client: Client | None = self.context.get("client")
        if client is not None:
            skills: Any = fields["skill"]
            volumes: Any = fields["volumes"]
            skills.queryset = Skill.objects.filter(client=None) | Skill.objects.filter(client=client)
            further: Any = fields["further"]
            certificates: Any = fields["certificates"]
            certificates.child_relation.queryset = skills.queryset
            further.child.fields["volumes"].queryset = VolumeSet.objects.filter(client=client)
            volumes.queryset = VolumeSet.objects.filter(client=client)
            fillers = VolumeSet.objects.filter(client=client, channel__in=WRITTEN_CHANNELS)
            terms: Any = fields["terms"]
            for one in (terms, further.child.fields["terms"]):
                one.fields["filler"].queryset = fillers
        return fields


def positioning_of(given: Mapping[str, Any]) -> Positioning:
    """The positioning part of a validated entry."""
    level: ServiceLevel = given["service_level"]
    return Positioning(
        title=given["title"],
        skill=given["skill"],
        language=given["language"],
        channel=level.channel,
        service_level=level,
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        kind=given["kind"],
        hub_required=given["hub_required"],
        hub_seats=given["hub_seats"],
        bonus_minor=given["bonus_minor"],
        answers=given["positioning"],
        also=[one["service_level"] for one in given["further"]],
        certificates=given["certificates"],
        mixes_channels=given["mixes_channels"],
    )


def asked_of(terms: Mapping[str, Any], *, level: ServiceLevel, starts_on: date, ends_on: date) -> Asked:
    """The terms of a validated entry, completed by the service level."""
    return Asked(
        starts_on=starts_on,
        ends_on=ends_on,
        model=terms.get("model", Model.ERLANG_A),
        target_share=terms.get("target_share", level.share),
        target_s=terms.get("target_s", min(level.seconds, 86_400)),
        patience_s=terms.get("patience_s", 120.0),
        shrinkage=Decimal(terms.get("shrinkage", Decimal("0.15"))),
        max_occupancy=Decimal(terms.get("max_occupancy", Decimal("0.9"))),
        ramp=terms.get("ramp", 1.0),
        own_roster=terms.get("own_roster", {}),
        work=_work(terms.get("work", {}), level),
        filler=terms.get("filler"),
    )


def _work(given: Mapping[str, Any], level: ServiceLevel) -> Work:
    """What was said; a deadline follows from the service level where none was."""
    read = dict(given)
    for name in ("connect_share", "struck_share"):
        if name in read:
            read[name] = Fraction(str(read[name]))
    if level.channel in WRITTEN_CHANNELS:
        read.setdefault("deadline_minutes", max(15, min(14 * 1440, level.seconds // 60)))
    return Work(**read)
