"""What the API shows of a conversation and its judgement: an alias and facts of work, nothing of the person."""

from typing import Any, ClassVar

from rest_framework import serializers

from tasks.quality.models import Inspection


class InspectionSerializer(serializers.ModelSerializer[Inspection]):
    """One inspected conversation as its client sees it."""

    id = serializers.CharField(source="conversation.external_id")
    agent = serializers.CharField(source="conversation.alias")
    channel = serializers.CharField(source="conversation.channel")
    received_at = serializers.DateTimeField(source="conversation.received_at")
    masked = serializers.JSONField(source="conversation.masked")
    rule_set = serializers.CharField(source="rule_set.ref")
    hits = serializers.SerializerMethodField()

    class Meta:
        model = Inspection
        fields: ClassVar = [
            "ref", "id", "agent", "channel", "received_at", "score", "service", "sales", "other", "hits",
            "red_line_confirmed", "masked", "rule_set",
        ]  # fmt: skip

    def get_hits(self, inspection: Inspection) -> list[dict[str, Any]]:
        wanted = ("rule", "severity", "turn", "start", "end", "state")
        turns = inspection.conversation.turns
        return [
            {**{name: hit[name] for name in wanted}, "text": turns[hit["turn"]]["text"][hit["start"] : hit["end"]]}
            for hit in inspection.hits
        ]
