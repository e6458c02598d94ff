"""All doors. A room declares its own in ``urls.py`` as lists: ``agent``, ``client``, ``api``, ``public``, ``staff``."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.urls import include, path


def _doors(prefix: str) -> list[Any]:
    """Every room's url patterns for one prefix, in the order of time."""
    found: list[Any] = []
    for room in [*settings.ROOMS, *settings.BESIDE]:
        if find_spec(f"{room}.urls"):
            found += getattr(import_module(f"{room}.urls"), prefix, [])
    return found


urlpatterns = [
    path("", include(_doors("public"))),
    path("accounts/", include("allauth.urls")),
    path("agent/", include((_doors("agent"), "agent"))),
    path("client/", include((_doors("client"), "client"))),
    path("api/v1/", include((_doors("api"), "api"))),
    path("admin/", include((_doors("staff"), "staff"))),
    path("admin/", admin.site.urls),
]
