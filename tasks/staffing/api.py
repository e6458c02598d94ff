"""Volumes and forecasts over the API. ``Idempotency-Key`` makes a repeat safe."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListCreateAPIView, RetrieveAPIView
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.doors import acting, client_of, principal_of
from accounts.idempotency import answered_once
from accounts.states import Scope
from tasks.staffing import actions
from tasks.staffing.models import Forecast, VolumeSet
from tasks.staffing.paging import NewestFirst
from tasks.staffing.serializers import (
    ForecastEntrySerializer,
    ForecastSerializer,
    VolumeEntrySerializer,
    VolumeSerializer,
    VolumeUploadSerializer,
)


class VolumeList(ListCreateAPIView[VolumeSet]):
    """A client's volumes, newest first; POST enters some as values."""

    serializer_class = VolumeSerializer
    pagination_class = NewestFirst

    @property
    def required_scopes(self) -> tuple[str, ...]:
        return (Scope.VOLUMES_WRITE,) if self.request.method == "POST" else (Scope.VOLUMES_READ,)

    def get_queryset(self) -> QuerySet[VolumeSet]:
        return VolumeSet.objects.visible_to(principal_of(self.request))

    @extend_schema(request=VolumeEntrySerializer, responses={201: VolumeSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = VolumeEntrySerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _entered(request, entry.validated_data))


class VolumeUpload(APIView):
    """Send a file: a call log, or counts per interval. It is read behind; ask the volumes for their state."""

    required_scopes = (Scope.VOLUMES_WRITE,)
    parser_classes = (MultiPartParser,)

    @extend_schema(request=VolumeUploadSerializer, responses={202: VolumeSerializer})
    def post(self, request: Request) -> Response:
        entry = VolumeUploadSerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _uploaded(request, entry.validated_data))


class VolumeDetail(RetrieveAPIView[VolumeSet]):
    """One set of volumes, and how its import stands."""

    serializer_class = VolumeSerializer
    required_scopes = (Scope.VOLUMES_READ,)
    lookup_field = "ref"

    def get_queryset(self) -> QuerySet[VolumeSet]:
        return VolumeSet.objects.visible_to(principal_of(self.request))


class ForecastList(ListCreateAPIView[Forecast]):
    """Forecasts, newest first; POST asks for one from a history. It is computed behind; ask it for its state."""

    serializer_class = ForecastSerializer
    pagination_class = NewestFirst

    @property
    def required_scopes(self) -> tuple[str, ...]:
        return (Scope.VOLUMES_WRITE,) if self.request.method == "POST" else (Scope.VOLUMES_READ,)

    def get_queryset(self) -> QuerySet[Forecast]:
        return Forecast.objects.visible_to(principal_of(self.request)).select_related("volumes", "result")

    @extend_schema(request=ForecastEntrySerializer, responses={202: ForecastSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = ForecastEntrySerializer(data=request.data, context={"client": principal_of(request).client})
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _asked(request, entry.validated_data))


class ForecastDetail(RetrieveAPIView[Forecast]):
    """One forecast with every method's error; ``result`` names its volumes."""

    serializer_class = ForecastSerializer
    required_scopes = (Scope.VOLUMES_READ,)
    lookup_field = "ref"

    def get_queryset(self) -> QuerySet[Forecast]:
        return Forecast.objects.visible_to(principal_of(self.request)).select_related("volumes", "result")


def _entered(request: Request, given: dict[str, Any]) -> Response:
    minutes = given.pop("interval_minutes")
    volumes = actions.enter_volumes(client=client_of(request), by=acting(request), minutes=minutes, **given)
    return Response(VolumeSerializer(volumes).data, status=201)


def _uploaded(request: Request, given: dict[str, Any]) -> Response:
    volumes = actions.upload_volumes(client=client_of(request), by=acting(request), **given)
    return Response(VolumeSerializer(volumes).data, status=202)


def _asked(request: Request, given: dict[str, Any]) -> Response:
    outlook = actions.Outlook(
        starts_on=given["starts_on"],
        ends_on=given["ends_on"],
        special=[actions.SpecialDay(**one) for one in given["special"]],
        left_out=given["left_out"],
    )
    made = actions.ask_forecast(volumes=given["volumes"], name=given["name"], outlook=outlook, by=acting(request))
    return Response(ForecastSerializer(made).data, status=202)
