"""Doors of attendance."""

from django.urls import path

from tasks.attendance import after_views, staff_views, views
from tasks.attendance import api as doors

agent = [
    path("assignments/<uuid:ref>/", views.assignment_detail, name="assignment_detail"),
    path("assignments/<uuid:ref>/confirm/", views.confirm, name="assignment_confirm"),
    path("assignments/<uuid:ref>/check-in/", views.check_in, name="check_in"),
    path("assignments/<uuid:ref>/break/", views.start_break, name="break_start"),
    path("assignments/<uuid:ref>/fault/", views.report_fault, name="fault_report"),
    path("assignments/<uuid:ref>/go-on/", views.go_on, name="go_on"),
    path("assignments/<uuid:ref>/check-out/", views.check_out, name="check_out"),
    path("assignments/<uuid:ref>/correction/", views.correction_new, name="correction_new"),
]
client = [
    path("orders/<uuid:ref>/board/", views.order_board, name="order_board"),
    path("orders/<uuid:ref>/board.csv", views.order_board_file, name="order_board_file"),
    path("orders/<uuid:ref>/wall/", views.order_wall, name="order_wall"),
    path("orders/<uuid:ref>/after/", after_views.order_after, name="order_after"),
    path("orders/<uuid:ref>/after/approve/", after_views.hours_approve, name="hours_approve"),
    path("orders/<uuid:ref>/report.csv", after_views.order_report_file, name="order_report_file"),
    path("work/<uuid:ref>/", after_views.work_review, name="work_review"),
]
staff = [
    path("attendance/corrections/", staff_views.correction_list, name="correction_list"),
    path("attendance/corrections/<uuid:ref>/", staff_views.correction_decide, name="correction_decide"),
]
api = [
    path("orders/<uuid:ref>/fill/", doors.OrderFill.as_view(), name="order_fill"),
    path("orders/<uuid:ref>/report/", doors.OrderReport.as_view(), name="order_report"),
    path("shifts/<uuid:ref>/seats/", doors.ShiftSeats.as_view(), name="shift_seats"),
]
