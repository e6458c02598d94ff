"""Orders over the API: list, create, read, quote, submit. ``Idempotency-Key`` makes a repeat safe."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView, ListCreateAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.doors import acting, client_of, principal_of
from accounts.idempotency import answered_once
from accounts.states import Scope
from talentpool.agents.states import Channel
from tasks.orders import actions
from tasks.orders.codes import ContactTypeSerializer, ReferenceSerializer, codes_for
from tasks.orders.entries import OrderEntrySerializer, asked_of, positioning_of
from tasks.orders.errors import NotComplete
from tasks.orders.models import ContactType, Order, line_of
from tasks.orders.serializers import (
    AlternativeEntrySerializer,
    CancelSerializer,
    CurveIntervalSerializer,
    OrderDetailSerializer,
    OrderSerializer,
    QuoteSerializer,
    SubmitSerializer,
)
from tasks.orders.wizard import template_named
from tasks.staffing.paging import NewestFirst


def _order(request: Request, ref: UUID) -> Order:
    return get_object_or_404(Order.objects.visible_to(principal_of(request)).for_list(), ref=ref)


class OrderList(ListCreateAPIView[Order]):
    """Orders, newest first; POST makes a draft with its curve."""

    serializer_class = OrderSerializer
    pagination_class = NewestFirst
    filterset_fields = ("state", "scenario", "channel")

    @property
    def required_scopes(self) -> tuple[str, ...]:
        return (Scope.ORDERS_WRITE,) if self.request.method == "POST" else (Scope.ORDERS_READ,)

    def get_queryset(self) -> QuerySet[Order]:
        return Order.objects.visible_to(principal_of(self.request)).for_list().prefetch_related("further")

    @extend_schema(request=OrderEntrySerializer, responses={201: OrderDetailSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = OrderEntrySerializer(data=request.data, context={"client": principal_of(request).client})
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _drafted(request, entry.validated_data))


class OrderDetail(RetrieveAPIView[Order]):
    """One order with its shifts and latest quote."""

    serializer_class = OrderDetailSerializer
    required_scopes = (Scope.ORDERS_READ,)
    lookup_field = "ref"

    def get_queryset(self) -> QuerySet[Order]:
        return Order.objects.visible_to(principal_of(self.request)).for_list().prefetch_related("shifts__activities")


class OrderQuote(APIView):
    """Compute a quote anew."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=None, responses={201: QuoteSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        return answered_once(request, lambda: _quoted(request, ref))


class OrderSubmit(APIView):
    """Accept the latest quote, named by its version."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=SubmitSerializer, responses={200: OrderDetailSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        order = _order(request, ref)
        entry = SubmitSerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _submitted(request, order, entry.validated_data["version"]))


class OrderAlternatives(APIView):
    """What would help where not every seat can be promised; with ``code`` one of them is taken and quoted."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=AlternativeEntrySerializer, responses={200: QuoteSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        order = _order(request, ref)
        entry = AlternativeEntrySerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _alternative(request, order, entry.validated_data["code"]))


class OrderCancel(APIView):
    """Cancel what has not begun; late cancellation is paid by the terms of the quote."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=CancelSerializer, responses={200: OrderDetailSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        order = _order(request, ref)
        entry = CancelSerializer(data=request.data)
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _cancelled(request, order, entry.validated_data["reason"]))


class OrderCurve(APIView):
    """Seats per interval of an order, by both models."""

    required_scopes = (Scope.ORDERS_READ,)

    @extend_schema(
        parameters=[
            OpenApiParameter("channel", str, enum=Channel.values, description="One of the order's; its first.")
        ],
        responses={200: CurveIntervalSerializer(many=True)},
        filters=False,
    )
    def get(self, request: Request, ref: UUID) -> Response:
        requirement = line_of(_order(request, ref), request.query_params.get("channel", "")).requirement
        rows = list(requirement.intervals.all()) if requirement else []
        return Response(CurveIntervalSerializer(rows, many=True).data)


class ReferenceList(APIView):
    """The codes an order names: skills, languages, service levels, scenarios, channels."""

    required_scopes = (Scope.ORDERS_READ,)

    @extend_schema(responses={200: ReferenceSerializer})
    def get(self, request: Request) -> Response:
        return Response(ReferenceSerializer(codes_for(client_of(request))).data)


class ContactTypeList(ListAPIView[ContactType]):
    """Kinds of contact, and which of them are ordered."""

    serializer_class = ContactTypeSerializer
    required_scopes = (Scope.ORDERS_READ,)
    pagination_class = None

    def get_queryset(self) -> QuerySet[ContactType]:
        return ContactType.objects.visible_to(principal_of(self.request)).order_by("channel", "pk")


def _drafted(request: Request, given: dict[str, Any]) -> Response:
    who, template = acting(request), template_named(given["scenario"])
    if template is None:
        raise NotComplete(what=given["scenario"])
    positioning = positioning_of(given)
    days = {"starts_on": positioning.starts_on, "ends_on": positioning.ends_on}
    asked = asked_of(given["terms"], level=positioning.service_level, **days)
    further = [(one, asked_of(one["terms"], level=one["service_level"], **days)) for one in given["further"]]
    order = actions.start_order(client=client_of(request), template=template, by=who, title=positioning.title)
    order = actions.position_order(order=order, positioning=positioning, by=who)
    order = actions.choose_volumes(order=order, volumes=given["volumes"], by=who)
    order = actions.compute_curve(order=order, asked=asked, by=who)
    for one, terms in further:
        order = actions.choose_volumes(order=order, volumes=one["volumes"], by=who)
        order = actions.compute_curve(order=order, asked=terms, by=who, channel=one["service_level"].channel)
    return Response(OrderDetailSerializer(order).data, status=201)


def _quoted(request: Request, ref: UUID) -> Response:
    quote = actions.quote_order(order=_order(request, ref), by=acting(request))
    return Response(QuoteSerializer(quote).data, status=201)


def _submitted(request: Request, order: Order, version: int) -> Response:
    order = actions.submit_order(order=order, by=acting(request), version=version)
    return Response(OrderDetailSerializer(order).data)


def _alternative(request: Request, order: Order, code: str) -> Response:
    who = acting(request)
    if code:
        quote = actions.take_alternative(order=order, code=code, by=who)
    else:
        quote = actions.find_alternatives(order=order, by=who)
    return Response(QuoteSerializer(quote).data)


def _cancelled(request: Request, order: Order, reason: str) -> Response:
    order = actions.cancel_order(order=order, by=acting(request), reason=reason)
    return Response(OrderDetailSerializer(order).data)
