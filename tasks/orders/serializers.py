"""Orders, quotes and shifts as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from talentpool.agents.models import Language, Skill
from tasks.orders.models import Order, Quote, ServiceLevel, Shift, ShiftActivity
from tasks.staffing.models import RequirementInterval, VolumeSet


class QuoteSerializer(serializers.ModelSerializer[Quote]):
    """What can be promised. Shares are 0 to 1, money in minor units; ``breakdown`` and ``terms`` say where from.

    ``plan``: ``quick`` is a first answer that holds, while a better plan is looked for; ``gap`` is the share of the
    hours that one could save at most.
    """

    breakdown = serializers.DictField(read_only=True)
    terms = serializers.DictField(read_only=True)
    alternatives = serializers.ListField(child=serializers.DictField(), read_only=True)

    class Meta:
        model = Quote
        fields = (
            "ref",
            "version",
            "seats",
            "seat_minutes",
            "promised_fill",
            "probability",
            "price_minor",
            "currency",
            "lead_hours",
            "plan",
            "gap",
            "breakdown",
            "alternatives",
            "terms",
            "computed_at",
            "valid_until",
            "accepted_at",
        )


class ActivitySerializer(serializers.ModelSerializer[ShiftActivity]):
    class Meta:
        model = ShiftActivity
        fields = ("kind", "channel", "starts_at", "ends_at", "paid")


class ShiftSerializer(serializers.ModelSerializer[Shift]):
    """What a client may know of a shift: never what agents are paid."""

    activities = ActivitySerializer(many=True)

    class Meta:
        model = Shift
        fields = (
            "ref",
            "starts_at",
            "ends_at",
            "seats_asked",
            "state",
            "price_minor",
            "currency",
            "channels",
            "activities",
        )


class OrderSerializer(serializers.ModelSerializer[Order]):
    """An order with its latest quote; ``shifts`` on the page of one order only."""

    skill = serializers.SlugRelatedField[Skill](slug_field="code", read_only=True, allow_null=True)
    language = serializers.SlugRelatedField[Language](slug_field="code", read_only=True, allow_null=True)
    service_level = serializers.SlugRelatedField[ServiceLevel](slug_field="code", read_only=True, allow_null=True)
    volumes = serializers.SlugRelatedField[VolumeSet](slug_field="ref", read_only=True, allow_null=True)
    further = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = (
            "ref",
            "number",
            "title",
            "state",
            "scenario",
            "skill",
            "channel",
            "language",
            "kind",
            "hub_required",
            "hub_seats",
            "timezone",
            "service_level",
            "starts_on",
            "ends_on",
            "volumes",
            "bonus_minor",
            "further",
            "mixes_channels",
            "seats_asked",
            "fill_target",
            "created_at",
            "submitted_at",
        )

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_further(self, order: Order) -> list[str]:
        """The channels beside the first."""
        return [line.channel for line in order.further.all()]


class OrderDetailSerializer(OrderSerializer):
    shifts = ShiftSerializer(many=True, read_only=True)
    quote = serializers.SerializerMethodField()

    class Meta(OrderSerializer.Meta):
        fields = (*OrderSerializer.Meta.fields, "shifts", "quote")  # type: ignore[assignment]

    @extend_schema_field(QuoteSerializer(allow_null=True))
    def get_quote(self, order: Order) -> dict[str, Any] | None:
        """The latest quote, or null."""
        quote = order.quotes.order_by("-version").first()
        return dict(QuoteSerializer(quote).data) if quote else None


class AlternativeEntrySerializer(serializers.Serializer[Any]):
    """Empty: find out what would help. With a code that was found: take it."""

    code = serializers.ChoiceField(
        choices=["", "bonus", "leave_out", "later", "both_kinds", "from_home", "one_channel"],
        default="",
        allow_blank=True,
    )


class SubmitSerializer(serializers.Serializer[Any]):
    """The version of the quote that is accepted: its price, and no other."""

    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class CurveIntervalSerializer(serializers.ModelSerializer[RequirementInterval]):
    class Meta:
        model = RequirementInterval
        fields = (
            "starts_at",
            "offered",
            "handling_s",
            "erlangs",
            "agents_erlang_c",
            "agents_erlang_a",
            "seats",
            "service_level",
            "occupancy",
            "filler_erlangs",
            "extra_agents",
        )
