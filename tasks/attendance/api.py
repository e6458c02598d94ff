"""How full an order is, and how the work was, over the API: aliases and work facts only."""

from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.doors import acting, principal_of
from accounts.idempotency import answered_once
from accounts.states import Scope
from talentpool.agents.states import Channel
from talentpool.kernel.clock import now
from tasks.attendance import report
from tasks.attendance.board import board_of
from tasks.dispatch import actions
from tasks.orders.models import Order, Shift


class FillStepSerializer(serializers.Serializer[Any]):
    """One interval of the day, local start."""

    label = serializers.CharField()  # type: ignore[assignment]
    required = serializers.FloatField()  # type: ignore[assignment]
    filled = serializers.FloatField()
    gap = serializers.FloatField()


class FillSerializer(serializers.Serializer[Any]):
    """One day of an order, as of ``at``."""

    day = serializers.DateField()
    asked = serializers.IntegerField()
    filled = serializers.IntegerField()
    confirmed = serializers.IntegerField()
    checked_in = serializers.IntegerField()
    seeking = serializers.IntegerField()
    gap = serializers.IntegerField()
    probability = serializers.FloatField(allow_null=True)
    at = serializers.DateTimeField()
    steps = FillStepSerializer(many=True)


class ReportIntervalSerializer(serializers.Serializer[Any]):
    """One interval of one channel against the promise."""

    channel = serializers.ChoiceField(choices=Channel.choices)
    starts_at = serializers.DateTimeField(source="row.starts_at")
    seats = serializers.IntegerField()
    worked = serializers.IntegerField()
    promised = serializers.FloatField(allow_null=True)
    level = serializers.FloatField(allow_null=True)


class SeatsSerializer(serializers.Serializer[Any]):
    """How many seats a shift shall have."""

    seats = serializers.IntegerField(min_value=1, max_value=100_000)


class ScaledSerializer(serializers.Serializer[Any]):
    """What another number of seats means; money in minor units, minus costs less."""

    seats = serializers.IntegerField()
    before = serializers.IntegerField()
    least = serializers.IntegerField()
    price_minor = serializers.IntegerField()


def _order(request: Request, ref: UUID) -> Order:
    orders = Order.objects.visible_to(principal_of(request)).select_related("requirement", "skill", "client")
    return get_object_or_404(orders.exclude(state__in=["draft", "quoted"]), ref=ref)


class OrderFill(APIView):
    """The fill board of one day; without ``day`` today, or the next day with shifts."""

    required_scopes = (Scope.ORDERS_READ,)

    @extend_schema(parameters=[OpenApiParameter("day", date)], responses={200: FillSerializer})
    def get(self, request: Request, ref: UUID) -> Response:
        asked = serializers.DateField().run_validation(request.query_params["day"]) if "day" in request.GET else None
        return Response(FillSerializer(board_of(_order(request, ref), day=asked, at=now())).data)


class OrderReport(APIView):
    """The service report by interval against the promise."""

    required_scopes = (Scope.ORDERS_READ,)

    @extend_schema(responses={200: ReportIntervalSerializer(many=True)})
    def get(self, request: Request, ref: UUID) -> Response:
        return Response(ReportIntervalSerializer(report.report_of(_order(request, ref)), many=True).data)


class ShiftSeats(APIView):
    """Set the seats of an open or running shift; the answer says what it changes."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=SeatsSerializer, responses={200: ScaledSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        shifts = Shift.objects.visible_to(principal_of(request)).select_related("order__skill", "order__language")
        shift = get_object_or_404(shifts, ref=ref)
        entry = SeatsSerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _scaled(request, shift, entry.validated_data["seats"]))


def _scaled(request: Request, shift: Shift, seats: int) -> Response:
    then = actions.what_if(shift=shift, seats=seats, at=now())
    actions.scale_shift(shift=shift, seats=seats, by=acting(request))
    return Response(ScaledSerializer(then).data)
