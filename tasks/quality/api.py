"""Conversations come in here: one at a time, each counted once by the client's own id."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.doors import principal_of
from accounts.states import Scope
from tasks.quality.actions import receive_conversation
from tasks.quality.models import Inspection
from tasks.quality.serializers import InspectionSerializer


class NewestFirst(CursorPagination):
    ordering = ("-inspected_at", "-id")
    page_size = 50


class ConversationDoor(ListAPIView[Inspection]):
    """POST receives and inspects a conversation; GET lists what was inspected, newest first."""

    serializer_class = InspectionSerializer
    pagination_class = NewestFirst

    @property
    def required_scopes(self) -> tuple[str, ...]:
        return (Scope.QUALITY_WRITE,) if self.request.method == "POST" else (Scope.QUALITY_READ,)

    def get_queryset(self) -> Any:
        visible = Inspection.objects.visible_to(principal_of(self.request))
        return visible.select_related("conversation", "rule_set").defer("rule_set__rules")

    @extend_schema(request=dict, responses={201: InspectionSerializer, 200: InspectionSerializer})
    def post(self, request: Request) -> Response:
        """``{"id", "turns": [{"role", "text", "at"?}], "agent"?: alias, "channel"?, "started_at"?}``."""
        principal = request._request.principal  # type: ignore[attr-defined]
        received = receive_conversation(client=principal.client, sent=request.data, by=principal.user)
        return Response(InspectionSerializer(received.inspection).data, status=201 if received.is_new else 200)
