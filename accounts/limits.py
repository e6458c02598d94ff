"""How many requests a key has left, said on every answer of the API."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class RateHeadersMiddleware:
    """``RateLimit-Limit``, ``-Remaining`` and ``-Reset`` (seconds), as the throttle counted them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        counted: tuple[int, int, int] | None = getattr(request, "rate", None)
        if counted is not None:
            for name, value in zip(("Limit", "Remaining", "Reset"), counted, strict=True):
                response[f"RateLimit-{name}"] = str(value)
        return response
