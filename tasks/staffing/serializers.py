"""Volumes as JSON."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from talentpool.agents.states import Channel
from tasks.staffing.errors import file_sentence
from tasks.staffing.models import Forecast, VolumeSet
from tasks.staffing.rules.volumes import OFFERED_AT_MOST, SECONDS_AT_MOST

INTERVALS_AT_MOST = 10_000
MINUTES = [15, 30, 60]
FAILURE = {
    "type": ["object", "null"],
    "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
}


class IntervalSerializer(serializers.Serializer[Any]):
    """One interval; ``starts_at`` with its zone."""

    starts_at = serializers.DateTimeField()
    offered = serializers.FloatField(min_value=0, max_value=OFFERED_AT_MOST)
    handling_s = serializers.FloatField(min_value=0, max_value=SECONDS_AT_MOST)


class VolumeEntrySerializer(serializers.Serializer[Any]):
    """Volumes as values; times lie on the grid of ``interval_minutes`` and each interval is given once."""

    name = serializers.CharField(max_length=120)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.CALL)
    interval_minutes = serializers.ChoiceField(choices=MINUTES, default=30)
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


class RowErrorSerializer(serializers.Serializer[Any]):
    """A row that could not be used."""

    row = serializers.IntegerField()
    code = serializers.CharField()
    column = serializers.CharField(allow_blank=True)
    value = serializers.CharField(allow_blank=True)


class VolumeSerializer(serializers.ModelSerializer[VolumeSet]):
    """One set of volumes and how its import stands."""

    failure = serializers.SerializerMethodField()
    row_errors = serializers.ListField(child=RowErrorSerializer(), read_only=True)
    missing_days = serializers.ListField(child=serializers.DateField(), read_only=True)

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
            "missing_days",
            "created_at",
            "finished_at",
        )

    @extend_schema_field(FAILURE)
    def get_failure(self, volumes: VolumeSet) -> dict[str, str] | None:
        """Code and sentence, or null."""
        if not volumes.failure:
            return None
        return {"code": volumes.failure["code"], "message": file_sentence(volumes.failure)}


class VolumeUploadSerializer(serializers.Serializer[Any]):
    """A file of volumes: CSV (UTF-8, UTF-16, GB18030) or XLSX."""

    file = serializers.FileField()
    name = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    channel = serializers.ChoiceField(choices=Channel.choices, default=Channel.CALL)
    interval_minutes = serializers.ChoiceField(choices=MINUTES, default=30)
    starting = serializers.DateField(required=False, default=None, allow_null=True)


class SpecialDaySerializer(serializers.Serializer[Any]):
    """A coming day unlike its weekday: like another (Monday 0), closed (7), or lifted by an event's factor."""

    day = serializers.DateField()
    like = serializers.IntegerField(min_value=0, max_value=7, required=False, default=None, allow_null=True)
    factor = serializers.FloatField(min_value=0, max_value=20, default=1.0)


class ForecastEntrySerializer(serializers.Serializer[Any]):
    """What to forecast, from which history."""

    volumes = serializers.SlugRelatedField(slug_field="ref", queryset=VolumeSet.objects.none())
    name = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    special = serializers.ListField(child=SpecialDaySerializer(), max_length=400, default=list)
    left_out = serializers.ListField(child=serializers.DateField(), max_length=400, default=list)

    def get_fields(self) -> dict[str, Any]:
        """Histories of this client only."""
        fields = super().get_fields()
        if self.context.get("client") is not None:
            volumes: Any = fields["volumes"]
            volumes.queryset = VolumeSet.objects.filter(client=self.context["client"]).histories()
        return fields


class ScoreSerializer(serializers.Serializer[Any]):
    """How one method did on the past; shares, 0.1 is ten per cent."""

    method = serializers.CharField()
    wape = serializers.FloatField()
    daily_wape = serializers.FloatField()
    bias = serializers.FloatField()
    coverage = serializers.FloatField(allow_null=True)
    origins = serializers.IntegerField()


class ForecastSerializer(serializers.ModelSerializer[Forecast]):
    volumes = serializers.SlugRelatedField[VolumeSet](slug_field="ref", read_only=True)
    result = serializers.SlugRelatedField[VolumeSet](slug_field="ref", read_only=True, allow_null=True)
    scores = serializers.ListField(child=ScoreSerializer(), read_only=True)

    class Meta:
        model = Forecast
        fields = (
            "ref",
            "name",
            "volumes",
            "starts_on",
            "ends_on",
            "state",
            "failure",
            "best",
            "method",
            "scores",
            "moved_weeks",
            "result",
            "created_at",
            "computed_at",
        )
