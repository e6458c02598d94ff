"""Every error of the API as RFC 9457 problem details."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler

from talentpool.kernel.errors import Refusal
from talentpool.kernel.middleware import problem


def problem_details(error: Exception, context: dict[str, Any]) -> Response | None:
    """Django REST framework's exception handler."""
    path = context["request"].path
    if isinstance(error, Refusal):
        return Response(problem(error, instance=path), status=error.status, content_type="application/problem+json")
    response = exception_handler(error, context)
    if response is None:
        return None
    code = "not_found" if isinstance(error, Http404) else getattr(error, "default_code", "error")
    body: dict[str, Any] = {
        "type": f"urn:talentpool:problem:{code}",
        "title": str(error.default_detail) if isinstance(error, APIException) else str(_("There is no such thing.")),
        "status": response.status_code,
        "code": code,
        "instance": path,
    }
    if isinstance(error, ValidationError):
        body["title"] = str(_("This input can't be used."))
        body["detail"] = str(_("See which fields under “errors”."))
        body["errors"] = response.data
    response.data = body
    response.content_type = "application/problem+json"
    return response
