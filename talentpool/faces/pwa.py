"""What a phone needs to keep the agent portal at hand: a manifest, a service worker at the root, a page for no network."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

ICONS = (
    ("img/mark.svg", "any", "image/svg+xml", "any"),
    ("img/icon-192.png", "192x192", "image/png", "any"),
    ("img/icon-512.png", "512x512", "image/png", "any"),
    ("img/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)


def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest, in the reader's language."""
    icons = [{"src": static(src), "sizes": size, "type": kind, "purpose": use} for src, size, kind, use in ICONS]
    shown = {"display": "standalone", "background_color": "#f7f6f2", "theme_color": "#0b6e5f", "icons": icons}
    names = {"name": "TalentPool", "short_name": "TalentPool", "description": _("Short, fairly paid work from home.")}
    places = {"start_url": "/agent/", "scope": "/agent/", "id": "/agent/", "lang": get_language()}
    ways = ((_("Offers"), "/agent/offers/"), (_("Schedule"), "/agent/schedule/"))
    short = {"shortcuts": [{"name": name, "url": url} for name, url in ways], "categories": ["business"]}
    return JsonResponse({**names, **places, **shown, **short}, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: it must come from the root to look after /agent/. Another release is another script."""
    script = (_script()).read_text()
    answer = HttpResponse(f'self.RELEASE = "{release()}";\n{script}', content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/agent/"
    answer["Cache-Control"] = "no-cache"
    return answer


def _script() -> Path:
    return Path(settings.BASE_DIR) / "static" / "js" / "worker.js"


@lru_cache(maxsize=1)
def release() -> str:
    """What this process serves to phones: changes with the worker and with any static file that was collected."""
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    parts = [path.read_bytes() for path in (_script(), collected) if path.exists()]
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Shown by the worker where there is no network and the page was not kept. Nothing of anybody stands in it."""
    return render(request, "public/offline.html")
