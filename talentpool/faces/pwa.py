"""What a phone needs to keep the agent portal at hand: a manifest and a service worker at the root."""

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponseBase, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest, in the reader's language."""
    icons = [
        {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("img/mark-maskable.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "maskable"},
    ]
    shown = {"display": "standalone", "background_color": "#f7f6f2", "theme_color": "#0b6e5f", "icons": icons}
    names = {"name": "TalentPool", "short_name": "TalentPool", "description": _("Short, fairly paid work from home.")}
    places = {"start_url": "/agent/", "scope": "/agent/", "id": "/agent/", "lang": get_language()}
    return JsonResponse({**names, **places, **shown}, content_type="application/manifest+json")


def worker(request: HttpRequest) -> HttpResponseBase:
    """The service worker: it must come from the root to look after /agent/."""
    script = Path(settings.BASE_DIR) / "static" / "js" / "worker.js"
    answer = FileResponse(script.open("rb"), content_type="text/javascript")
    answer["Service-Worker-Allowed"] = "/agent/"
    answer["Cache-Control"] = "no-cache"
    return answer
