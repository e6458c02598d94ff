"""Orders over the API: list, create, read, quote, submit. ``Idempotency-Key`` makes a repeat safe."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import ListCreateAPIView, RetrieveAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.idempotency import answered_once
from accounts.principals import Principal
from accounts.states import Scope
from tasks.orders import actions
from tasks.orders.models import Order, ScenarioTemplate
from tasks.orders.serializers import (
    OrderDetailSerializer,
    OrderEntrySerializer,
    OrderSerializer,
    QuoteSerializer,
    asked_of,
    positioning_of,
)
from tasks.orders.wizard import template_named
from tasks.staffing.paging import NewestFirst


def _principal(request: Request) -> Principal:
    return request._request.principal  # type: ignore[attr-defined, no-any-return]


def _order(request: Request, ref: UUID) -> Order:
    return get_object_or_404(Order.objects.visible_to(_principal(request)).for_list(), ref=ref)


class OrderList(ListCreateAPIView[Order]):
    """Orders, newest first; POST makes a draft with its curve."""

    serializer_class = OrderSerializer
    pagination_class = NewestFirst
    filterset_fields = ("state", "scenario", "channel")

    @property
    def required_scopes(self) -> tuple[str, ...]:
        return (Scope.ORDERS_WRITE,) if self.request.method == "POST" else (Scope.ORDERS_READ,)

    def get_queryset(self) -> QuerySet[Order]:
        return Order.objects.visible_to(_principal(self.request)).for_list()

    @extend_schema(request=OrderEntrySerializer, responses={201: OrderDetailSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        entry = OrderEntrySerializer(data=request.data, context={"client": _principal(request).client})
        entry.is_valid(raise_exception=True)
        return answered_once(request, lambda: _drafted(request, entry.validated_data))


class OrderDetail(RetrieveAPIView[Order]):
    """One order with its shifts and latest quote."""

    serializer_class = OrderDetailSerializer
    required_scopes = (Scope.ORDERS_READ,)
    lookup_field = "ref"

    def get_queryset(self) -> QuerySet[Order]:
        return Order.objects.visible_to(_principal(self.request)).for_list().prefetch_related("shifts__activities")


class OrderQuote(APIView):
    """Compute a quote anew."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=None, responses={201: QuoteSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        return answered_once(request, lambda: _quoted(request, ref))


class OrderSubmit(APIView):
    """Accept the latest quote."""

    required_scopes = (Scope.ORDERS_WRITE,)

    @extend_schema(request=None, responses={200: OrderDetailSerializer})
    def post(self, request: Request, ref: UUID) -> Response:
        return answered_once(request, lambda: _submitted(request, ref))


def _drafted(request: Request, given: dict[str, Any]) -> Response:
    who, template = _principal(request), template_named(given["scenario"])
    if template is None or who.client is None or who.user is None:
        raise ScenarioTemplate.DoesNotExist
    positioning = positioning_of(given)
    days = {"starts_on": positioning.starts_on, "ends_on": positioning.ends_on}
    asked = asked_of(given["terms"], level=positioning.service_level, **days)
    order = actions.start_order(client=who.client, template=template, by=who.user, title=positioning.title)
    order = actions.position_order(order=order, positioning=positioning, by=who.user)
    order = actions.choose_volumes(order=order, volumes=given["volumes"], by=who.user)
    order = actions.compute_curve(order=order, asked=asked, by=who.user)
    return Response(OrderDetailSerializer(order).data, status=201)


def _quoted(request: Request, ref: UUID) -> Response:
    quote = actions.quote_order(order=_order(request, ref), by=_acting(request))
    return Response(QuoteSerializer(quote).data, status=201)


def _submitted(request: Request, ref: UUID) -> Response:
    order = actions.submit_order(order=_order(request, ref), by=_acting(request))
    return Response(OrderDetailSerializer(order).data)


def _acting(request: Request) -> Any:
    return _principal(request).user
