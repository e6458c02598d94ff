"""Volumes over the API."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListCreateAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.idempotency import answered_once
from accounts.states import Scope
from tasks.staffing import actions
from tasks.staffing.models import VolumeSet
from tasks.staffing.paging import NewestFirst
from tasks.staffing.serializers import VolumeEntrySerializer, VolumeSerializer


class VolumeList(ListCreateAPIView[VolumeSet]):
    """List a client's volumes, or enter some as values. ``Idempotency-Key`` makes a repeat safe."""

    serializer_class = VolumeSerializer
    pagination_class = NewestFirst

    @property
    def required_scopes(self) -> tuple[str, ...]:
        return (Scope.VOLUMES_WRITE,) if self.request.method == "POST" else (Scope.VOLUMES_READ,)

    def get_queryset(self) -> QuerySet[VolumeSet]:
        return VolumeSet.objects.visible_to(self.request._request.principal)  # type: ignore[attr-defined]

    @extend_schema(request=VolumeEntrySerializer, responses={201: VolumeSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = VolumeEntrySerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _entered(request, entry.validated_data))


class VolumeDetail(RetrieveAPIView[VolumeSet]):
    """One set of volumes."""

    serializer_class = VolumeSerializer
    required_scopes = (Scope.VOLUMES_READ,)
    lookup_field = "ref"

    def get_queryset(self) -> QuerySet[VolumeSet]:
        return VolumeSet.objects.visible_to(self.request._request.principal)  # type: ignore[attr-defined]


def _entered(request: Request, given: dict[str, Any]) -> Response:
    principal = request._request.principal  # type: ignore[attr-defined]
    volumes = actions.enter_volumes(
        client=principal.client,
        by=principal.user,
        name=given["name"],
        channel=given["channel"],
        minutes=given["interval_minutes"],
        intervals=given["intervals"],
    )
    return Response(VolumeSerializer(volumes).data, status=201)
