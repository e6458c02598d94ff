"""Doors of the faces: the front page, each face's home, the style guide, and what a phone needs to keep us at hand."""

from django.urls import path
from django.views.i18n import set_language

from talentpool.faces import number_views, pwa, schema, style, views

public = [
    path("", views.front, name="front"),
    path("language/", set_language, name="set_language"),
    path("developers/", schema.reference, name="api_reference"),
    path("style/", style.style, name="style"),
    path("manifest.webmanifest", pwa.manifest, name="manifest"),
    path("offline/", pwa.offline, name="offline"),
    path("sw.js", pwa.worker, name="worker"),
]
agent = [path("", views.agent_home, name="home")]
client = [path("", views.client_home, name="home")]
api = [path("schema/", schema.Schema.as_view(), name="schema")]
staff = [
    path("pool/promises/", number_views.promise_list, name="promise_list"),
    path("pool/promises.csv", number_views.promise_csv, name="promise_csv"),
    path("pool/orders/<uuid:ref>/", number_views.order_rate, name="order_rate"),
    path("pool/orders/<uuid:ref>/levers/", number_views.order_levers, name="order_levers"),
]
