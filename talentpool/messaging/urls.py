"""Doors of messaging: one inbox for each face."""

from django.urls import path

from talentpool.messaging import views, webhook_views

INBOX = [
    path("messages/", views.message_list, name="message_list"),
    path("messages/read/", views.message_read_all, name="message_read_all"),
    path("messages/preference/", views.message_preference, name="message_preference"),
    path("messages/<uuid:ref>/", views.message_open, name="message_open"),
]
public = [path("push/", views.push_subscribe, name="push_subscribe")]
agent = staff = INBOX
client = [
    *INBOX,
    path("webhooks/", views.webhook_list, name="webhook_list"),
    path("webhooks/<uuid:ref>/switch/", views.webhook_switch, name="webhook_switch"),
    path("webhooks/<uuid:ref>/", webhook_views.webhook_detail, name="webhook_detail"),
    path("webhooks/<uuid:ref>/test/", webhook_views.webhook_test, name="webhook_test"),
    path("webhooks/<uuid:ref>/rotate/", webhook_views.webhook_rotate, name="webhook_rotate"),
    path("webhooks/<uuid:ref>/replay/", webhook_views.webhook_replay, name="webhook_replay"),
]
