"""Volumes as JSON."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from talentpool.agents.states import Channel
from tasks.staffing.errors import file_sentence
from tasks.staffing.models import VolumeSet
from tasks.staffing.rules.volumes import OFFERED_AT_MOST, SECONDS_AT_MOST

INTERVALS_AT_MOST = 10_000


class IntervalSerializer(serializers.Serializer[Any]):
    """One interval; ``starts_at`` with its zone."""

    starts_at = serializers.DateTimeField()
    offered = serializers.FloatField(min_value=0, max_value=OFFERED_AT_MOST)
    handling_s = serializers.FloatField(min_value=0, max_value=SECONDS_AT_MOST)


class VolumeEntrySerializer(serializers.Serializer[Any]):
    """Volumes as values; times lie on the grid of ``interval_minutes`` and each interval is given once."""

    name = serializers.CharField(max_length=120)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.CALL)
    interval_minutes = serializers.ChoiceField(choices=[15, 30, 60], default=30)
    intervals = serializers.ListField(child=IntervalSerializer(), allow_empty=False, max_length=INTERVALS_AT_MOST)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Grid and uniqueness, which no single field can check."""
        minutes = attrs["interval_minutes"]
        starts = [row["starts_at"] for row in attrs["intervals"]]
        if any(start.minute % minutes or start.second or start.microsecond for start in starts):
            raise serializers.ValidationError({"intervals": _("A time does not lie on the grid of intervals.")})
        if len(set(starts)) != len(starts):
            raise serializers.ValidationError({"intervals": _("An interval is given twice.")})
        return attrs


class VolumeSerializer(serializers.ModelSerializer[VolumeSet]):
    """One set of volumes and how its import stands."""

    failure = serializers.SerializerMethodField()

    class Meta:
        model = VolumeSet
        fields = (
            "ref",
            "name",
            "source",
            "channel",
            "timezone",
            "interval_minutes",
            "state",
            "rows_read",
            "rows_bad",
            "bytes_read",
            "bytes_total",
            "row_errors",
            "failure",
            "offered",
            "answered",
            "abandoned",
            "handling_s",
            "first_day",
            "last_day",
            "created_at",
            "finished_at",
        )

    def get_failure(self, volumes: VolumeSet) -> dict[str, str] | None:
        """Code and sentence, or null."""
        if not volumes.failure:
            return None
        return {"code": volumes.failure["code"], "message": file_sentence(volumes.failure)}
