"""Two nets under every door: input no view should see, and refusals turned into answers."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import BadInput, Refusal

Answer = Callable[[HttpRequest], HttpResponse]


def problem(refusal: Refusal, *, instance: str) -> dict[str, object]:
    """RFC 9457 problem details in the reader's language."""
    return {
        "type": f"urn:talentpool:problem:{refusal.code}",
        "title": str(refusal),
        "status": refusal.status,
        "detail": refusal.advice,
        "code": refusal.code,
        "instance": instance,
    }


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page or, for machines, as problem details."""
    if request.path.startswith("/api/") or request.headers.get("Accept") == "application/problem+json":
        body = problem(refusal, instance=request.path)
        return JsonResponse(body, status=refusal.status, content_type="application/problem+json")
    return render(request, "refusal.html", {"refusal": refusal}, status=refusal.status)


class BadInputMiddleware:
    """NUL bytes, over-long paths and broken bodies get a 400 before anything else looks at them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (
            len(request.get_full_path()) > 4000
            or "\x00" in request.path
            or "%00" in request.META.get("QUERY_STRING", "")
        ):
            return answer(request, BadInput())
        try:
            if request.method == "POST" and any(
                "\x00" in value for values in request.POST.lists() for value in values[1]
            ):
                return answer(request, BadInput())
        except (RequestDataTooBig, TooManyFieldsSent):
            return answer(request, TooMuch())
        except (SuspiciousOperation, UnicodeDecodeError, ValueError, OSError):
            return answer(request, BadInput())
        return self.get_response(request)


class TooMuch(Refusal):
    """A body over the limit."""

    code = "too_large"
    status = 413
    message = _("This is too large to send at once.")
    next_step = _("Send a smaller file, or split it.")


class RefusalMiddleware:
    """Turns every Refusal that a view raises into its answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return answer(request, exception) if isinstance(exception, Refusal) else None
