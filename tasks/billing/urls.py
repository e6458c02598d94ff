from django.urls import path

from tasks.billing import desk_views, views

agent = [
    path("earnings/", views.statement_list, name="statement_list"),
    path("earnings/<uuid:ref>/", views.statement_detail, name="statement_detail"),
    path("earnings/lines/<uuid:ref>/dispute/", views.line_dispute, name="line_dispute"),
]
client = [
    path("invoices/", views.invoice_list, name="invoice_list"),
    path("invoices/<uuid:ref>/", views.invoice_detail, name="invoice_detail"),
    path("invoices/<uuid:ref>/invoice.csv", views.invoice_csv, name="invoice_csv"),
    path("invoices/<uuid:ref>/invoice.pdf", views.invoice_pdf, name="invoice_pdf"),
]
staff = [
    path("billing/desk/", desk_views.finance, name="finance"),
    path("billing/disputes/", desk_views.dispute_list, name="dispute_list"),
    path("billing/disputes/<uuid:ref>/", desk_views.dispute_detail, name="dispute_detail"),
    path("billing/payouts/", desk_views.payout_list, name="payout_list"),
    path("billing/payouts/propose/", desk_views.payout_propose, name="payout_propose"),
    path("billing/payouts/<uuid:ref>/approve/", desk_views.payout_approve, name="payout_approve"),
    path("billing/payouts/<uuid:ref>/refuse/", desk_views.payout_refuse, name="payout_refuse"),
    path("billing/invoices/", desk_views.invoice_list, name="invoice_list"),
    path("billing/invoices/<uuid:ref>/", desk_views.invoice_detail, name="invoice_detail"),
    path("billing/invoices/<uuid:ref>/send/", desk_views.invoice_send, name="invoice_send"),
    path("billing/invoices/<uuid:ref>/paid/", desk_views.invoice_paid, name="invoice_paid"),
    path("billing/invoices/<uuid:ref>/credit/", desk_views.invoice_credit, name="invoice_credit"),
]
