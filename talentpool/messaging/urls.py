"""Doors of messaging: one inbox for each face."""

from typing import Any

from django.urls import path

from talentpool.messaging import views


def _inbox(face: str) -> list[Any]:
    door = views.doors(face)
    return [
        path("messages/", door["message_list"], name="message_list"),
        path("messages/read/", door["message_read_all"], name="message_read_all"),
        path("messages/preference/", door["message_preference"], name="message_preference"),
        path("messages/<uuid:ref>/", door["message_open"], name="message_open"),
    ]


public = [path("push/", views.push_subscribe, name="push_subscribe")]
agent = _inbox("agent")
staff = _inbox("staff")
client = [
    *_inbox("client"),
    path("webhooks/", views.webhook_list, name="webhook_list"),
    path("webhooks/<uuid:ref>/switch/", views.webhook_switch, name="webhook_switch"),
]
