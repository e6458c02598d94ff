"""The doors of orders."""

from django.urls import path

from tasks.orders import drill_views, views
from tasks.orders.api import OrderDetail, OrderList, OrderQuote, OrderSubmit

client = [
    path("orders/", views.order_list, name="order_list"),
    path("orders/new/", views.order_new, name="order_new"),
    path("orders/<uuid:ref>/", views.order_detail, name="order_detail"),
    path("orders/<uuid:ref>/need/", views.order_need, name="order_need"),
    path("orders/<uuid:ref>/volumes/", views.order_volumes, name="order_volumes"),
    path("orders/<uuid:ref>/volumes/upload/", views.order_upload, name="order_upload"),
    path("orders/<uuid:ref>/curve/", views.order_curve, name="order_curve"),
    path("orders/<uuid:ref>/curve.csv", views.order_curve_csv, name="order_curve_csv"),
    path("orders/<uuid:ref>/quote/", views.order_quote, name="order_quote"),
    path("orders/<uuid:ref>/alternative/", views.order_alternative, name="order_alternative"),
    path("orders/<uuid:ref>/submit/", views.order_submit, name="order_submit"),
    path("orders/<uuid:ref>/cancel/", views.order_cancel, name="order_cancel"),
    path("drills/", drill_views.drill_list, name="drill_list"),
    path("drills/ask/", drill_views.drill_ask, name="drill_ask"),
    path("drills/<uuid:ref>/", drill_views.drill_detail, name="drill_detail"),
]
api = [
    path("orders/", OrderList.as_view(), name="order_list"),
    path("orders/<uuid:ref>/", OrderDetail.as_view(), name="order_detail"),
    path("orders/<uuid:ref>/quote/", OrderQuote.as_view(), name="order_quote"),
    path("orders/<uuid:ref>/submit/", OrderSubmit.as_view(), name="order_submit"),
]
