"""Doors of the pool."""

from django.urls import path, re_path

from talentpool.agents import views

public = [path("kit/probe/", views.kit_probe, name="kit_probe")]
agent = [
    path("availability/", views.availability, name="availability"),
    path("availability/exceptions/", views.exception_add, name="exception_add"),
    path("availability/exceptions/<int:number>/remove/", views.exception_remove, name="exception_remove"),
    path("availability/pause/", views.pause, name="pause"),
    path("work/", views.wishes, name="wishes"),
    path("kit/", views.kit, name="kit"),
    path("profile/", views.profile, name="profile"),
]
staff = [
    path("pool/agents/<uuid:ref>/", views.agent_show, name="agent_show"),
    re_path(
        r"^pool/agents/(?P<ref>[0-9a-f-]{36})/(?P<step>rest|release|return)/$", views.agent_decide, name="agent_decide"
    ),
]
