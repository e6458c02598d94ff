"""The doors of orders."""

from django.urls import path

from tasks.orders import drill_views, people_views, preparing_views, views
from tasks.orders.api import (
    ContactTypeList,
    OrderAlternatives,
    OrderCancel,
    OrderCurve,
    OrderDetail,
    OrderList,
    OrderQuote,
    OrderSubmit,
    ReferenceList,
)

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
    path("orders/<uuid:ref>/quote/progress/", views.quote_progress, name="quote_progress"),
    path("orders/<uuid:ref>/alternative/", views.order_alternative, name="order_alternative"),
    path("orders/<uuid:ref>/ask/", views.order_ask, name="order_ask"),
    path("orders/<uuid:ref>/submit/", views.order_submit, name="order_submit"),
    path("orders/<uuid:ref>/cancel/", views.order_cancel, name="order_cancel"),
    path("orders/<uuid:ref>/launch/", preparing_views.launch_detail, name="launch_detail"),
    path("orders/<uuid:ref>/launch/risks/", preparing_views.risk_add, name="risk_add"),
    path("launch/tasks/<uuid:ref>/", preparing_views.launch_task, name="launch_task"),
    path("launch/risks/<uuid:ref>/close/", preparing_views.risk_close, name="risk_close"),
    path("people/", people_views.people_list, name="people_list"),
    path("people/<uuid:ref>/", people_views.person_prefer, name="person_prefer"),
    path("contact-types/", preparing_views.contact_type_list, name="contact_type_list"),
    path("contact-types/add/", preparing_views.contact_type_add, name="contact_type_add"),
    path("contact-types/<uuid:ref>/", preparing_views.contact_type_edit, name="contact_type_edit"),
    path("contingency/", preparing_views.contingency_list, name="contingency_list"),
    path("contingency/new/", preparing_views.contingency_edit, name="contingency_new"),
    path("contingency/<uuid:ref>/", preparing_views.contingency_detail, name="contingency_detail"),
    path("contingency/<uuid:ref>/edit/", preparing_views.contingency_edit, name="contingency_edit"),
    path("contingency/<uuid:ref>/set-off/", preparing_views.contingency_set_off, name="contingency_set_off"),
    path("contingency/runs/<uuid:ref>/end/", preparing_views.run_end, name="run_end"),
    path("drills/", drill_views.drill_list, name="drill_list"),
    path("drills/ask/", drill_views.drill_ask, name="drill_ask"),
    path("drills/<uuid:ref>/", drill_views.drill_detail, name="drill_detail"),
]
public = [path("calls/<str:token>/", preparing_views.call_answer, name="call_answer")]
api = [
    path("orders/", OrderList.as_view(), name="order_list"),
    path("orders/<uuid:ref>/", OrderDetail.as_view(), name="order_detail"),
    path("orders/<uuid:ref>/quote/", OrderQuote.as_view(), name="order_quote"),
    path("orders/<uuid:ref>/submit/", OrderSubmit.as_view(), name="order_submit"),
    path("orders/<uuid:ref>/alternatives/", OrderAlternatives.as_view(), name="order_alternatives"),
    path("orders/<uuid:ref>/cancel/", OrderCancel.as_view(), name="order_cancel"),
    path("orders/<uuid:ref>/curve/", OrderCurve.as_view(), name="order_curve"),
    path("reference/", ReferenceList.as_view(), name="reference"),
    path("contact-types/", ContactTypeList.as_view(), name="contact_type_list"),
]
