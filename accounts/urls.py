"""Doors of accounts; log-in, sign-up and second factor are allauth's."""

from django.urls import path

from accounts import views

public = [
    path("rules/", views.rulebook, name="rulebook"),
    path("rules/<uuid:ref>/", views.policy_show, name="policy_show"),
    path("rules/<uuid:ref>/acknowledge/", views.policy_acknowledge, name="policy_acknowledge"),
]
agent = [
    path("decisions/", views.decision_list, name="decision_list"),
    path("consents/", views.consent_list, name="consent_list"),
    path("consents/change/", views.consent_change, name="consent_change"),
    path("my-data/", views.data_show, name="data_show"),
    path("my-data/export/", views.data_export, name="data_export"),
]
client = [
    path("keys/", views.key_list, name="key_list"),
    path("keys/<uuid:ref>/rotate/", views.key_rotate, name="key_rotate"),
    path("keys/<uuid:ref>/revoke/", views.key_revoke, name="key_revoke"),
    path("members/", views.member_list, name="member_list"),
    path("members/<uuid:ref>/role/", views.member_change, name="member_change"),
    path("members/<uuid:ref>/remove/", views.member_remove, name="member_remove"),
    path("company/", views.company_choose, name="company_choose"),
]
