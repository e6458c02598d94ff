"""Doors of dispatch."""

from django.urls import path

from tasks.dispatch import client_views, fairness_views, staff_views, views

agent = [
    path("offers/", views.offer_list, name="offer_list"),
    path("offers/not-offered/", views.not_offered, name="not_offered"),
    path("offers/<uuid:ref>/", views.offer_detail, name="offer_detail"),
    path("offers/<uuid:ref>/accept/", views.offer_accept, name="offer_accept"),
    path("offers/<uuid:ref>/decline/", views.offer_decline, name="offer_decline"),
    path("shifts/<uuid:ref>/take/", views.shift_take, name="shift_take"),
    path("shifts/<uuid:ref>/standby/", views.standby_join, name="standby_join"),
    path("schedule/", views.schedule, name="schedule"),
    path("schedule.ics", views.schedule_file, name="schedule_file"),
    path("assignments/<uuid:ref>/undo/", views.assignment_undo, name="assignment_undo"),
    path("assignments/<uuid:ref>/release/", views.assignment_release, name="assignment_release"),
    path("assignments/<uuid:ref>/swap/", views.assignment_swap, name="assignment_swap"),
    path("assignments/<uuid:ref>/keep/", views.assignment_keep, name="assignment_keep"),
    path("standby/<uuid:ref>/", views.standby_detail, name="standby_detail"),
    path("standby/<uuid:ref>/step-in/", views.standby_step_in, name="standby_step_in"),
    path("standby/<uuid:ref>/leave/", views.standby_leave, name="standby_leave"),
]
client = [path("shifts/<uuid:ref>/seats/", client_views.shift_scale, name="shift_scale")]
staff = [
    path("dispatch/plans/<uuid:ref>/", staff_views.plan_detail, name="plan_detail"),
    path("dispatch/plans/<uuid:ref>/propose/", staff_views.plan_propose, name="plan_propose"),
    path("dispatch/plans/<uuid:ref>/confirm/", staff_views.plan_confirm, name="plan_confirm"),
    path("dispatch/plans/<uuid:ref>/wave/", staff_views.wave_more, name="wave_more"),
    path("dispatch/fairness/", fairness_views.fairness_report, name="dispatch_fairness"),
    path("dispatch/waves/<uuid:ref>/", staff_views.wave_detail, name="wave_detail"),
]
