"""Doors of attendance."""

from django.urls import path

from tasks.attendance import (
    after_views,
    client_views,
    cockpit_views,
    complaint_views,
    staff_views,
    staff_work_views,
    views,
    work_views,
)
from tasks.attendance import api as doors

agent = [
    path("assignments/<uuid:ref>/", views.assignment_detail, name="assignment_detail"),
    path("assignments/<uuid:ref>/confirm/", views.confirm, name="assignment_confirm"),
    path("assignments/<uuid:ref>/rules/", views.rules_acknowledge, name="rules_acknowledge"),
    path("assignments/<uuid:ref>/check-in/", views.check_in, name="check_in"),
    path("assignments/<uuid:ref>/break/", views.start_break, name="break_start"),
    path("assignments/<uuid:ref>/fault/", views.report_fault, name="fault_report"),
    path("assignments/<uuid:ref>/go-on/", views.go_on, name="go_on"),
    path("assignments/<uuid:ref>/check-out/", views.check_out, name="check_out"),
    path("assignments/<uuid:ref>/channel/", work_views.channel_change, name="channel_change"),
    path("assignments/<uuid:ref>/knowledge/", work_views.knowledge, name="knowledge"),
    path("assignments/<uuid:ref>/knowledge/<uuid:article>/", work_views.knowledge_page, name="knowledge_page"),
    path("assignments/<uuid:ref>/help/", work_views.help_ask, name="help_ask"),
    path("assignments/<uuid:ref>/incident/", work_views.incident_report, name="incident_report"),
    path("assignments/<uuid:ref>/team/", work_views.team, name="team"),
    path("hard-cases/<uuid:ref>/", work_views.help_answer, name="help_answer"),
    path("complaints/<uuid:ref>/", complaint_views.complaint_detail, name="complaint_detail"),
    path("assignments/<uuid:ref>/correction/", views.correction_new, name="correction_new"),
]
client = [
    path("knowledge/", client_views.knowledge_list, name="knowledge_list"),
    path("knowledge/new/", client_views.knowledge_new, name="knowledge_new"),
    path("knowledge/<uuid:ref>/", client_views.knowledge_edit, name="knowledge_edit"),
    path("knowledge/<uuid:ref>/withdraw/", client_views.knowledge_withdraw, name="knowledge_withdraw"),
    path("accounts/", client_views.login_list, name="login_list"),
    path("accounts/<uuid:ref>/retire/", client_views.login_retire, name="login_retire"),
    path("incidents/", client_views.incident_list, name="incident_list"),
    path("orders/<uuid:ref>/board/", views.order_board, name="order_board"),
    path("orders/<uuid:ref>/board.csv", views.order_board_file, name="order_board_file"),
    path("orders/<uuid:ref>/wall/", views.order_wall, name="order_wall"),
    path("orders/<uuid:ref>/after/", after_views.order_after, name="order_after"),
    path("orders/<uuid:ref>/after/approve/", after_views.hours_approve, name="hours_approve"),
    path("orders/<uuid:ref>/report.csv", after_views.order_report_file, name="order_report_file"),
    path("work/<uuid:ref>/", after_views.work_review, name="work_review"),
]
staff = [
    path("dispatch/", cockpit_views.today, name="dispatch_today"),
    path("dispatch/gaps/<uuid:ref>/", cockpit_views.gap_steps, name="gap_steps"),
    path("dispatch/gaps/<uuid:ref>/step/", cockpit_views.gap_step, name="gap_step"),
    path("attendance/shifts/<uuid:ref>/", staff_work_views.shift_day, name="shift_day"),
    path("attendance/hard-cases/", staff_work_views.ticket_list, name="ticket_list"),
    path("attendance/hard-cases/<uuid:ref>/", staff_work_views.ticket_answer, name="ticket_answer"),
    path("attendance/incidents/", staff_work_views.incident_list, name="incident_list"),
    path("attendance/incidents/new/<uuid:ref>/", staff_work_views.incident_new, name="incident_new"),
    path("attendance/incidents/<uuid:ref>/", staff_work_views.incident_close, name="incident_close"),
    path("attendance/days/<uuid:ref>/channel/", staff_work_views.day_channel, name="day_channel"),
    path("attendance/days/<uuid:ref>/correction/", staff_work_views.correction_ask, name="correction_ask"),
    path("attendance/hubs/", staff_work_views.hub_list, name="hub_list"),
    path("attendance/complaints/", complaint_views.complaint_list, name="complaint_list"),
    path("attendance/complaints/<uuid:ref>/", complaint_views.complaint_settle, name="complaint_settle"),
    path("attendance/corrections/", staff_views.correction_list, name="correction_list"),
    path("attendance/corrections/<uuid:ref>/", staff_views.correction_decide, name="correction_decide"),
]
api = [
    path("orders/<uuid:ref>/fill/", doors.OrderFill.as_view(), name="order_fill"),
    path("orders/<uuid:ref>/report/", doors.OrderReport.as_view(), name="order_report"),
    path("shifts/<uuid:ref>/seats/", doors.ShiftSeats.as_view(), name="shift_seats"),
]
