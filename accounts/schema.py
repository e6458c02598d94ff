"""How the API describes itself: keys and scopes, idempotency, problem details, on every call without repeating them."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from accounts.idempotency import HEADER, LONGEST_KEY

REFUSALS = {
    400: "The request can't be read.",
    401: "No key, or one that opens nothing any more.",
    403: "The key lacks a scope.",
    404: "There is no such thing for this client.",
    409: "It can't be done now; the code says why.",
    413: "Too large to send at once.",
    415: "Another content type is needed.",
    422: "What is asked makes no sense, or an idempotency key was used for something else.",
    429: "Too many requests; Retry-After says when to come back.",
}
PROBLEM = inline_serializer(
    "Problem",
    {
        "type": serializers.CharField(),
        "title": serializers.CharField(),
        "status": serializers.IntegerField(),
        "detail": serializers.CharField(required=False),
        "code": serializers.CharField(),
        "instance": serializers.CharField(),
        "errors": serializers.JSONField(required=False),
    },
)


class ClientKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """``Authorization: Bearer <key>``."""

    target_class = "accounts.authentication.ClientKeyAuthentication"
    name = "clientKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "A client company's key, made by one of its owners."}


class HouseSchema(AutoSchema):
    """Adds what holds for every call: scopes, the idempotency header, refusals as problem details, the path as a tag."""

    def get_tags(self) -> list[str]:
        return [self.path.removeprefix("/api/v1/").split("/")[0]]

    def get_override_parameters(self) -> list[Any]:
        """Writes take an idempotency key."""
        if self.method != "POST":
            return []
        words = "Makes a repeat safe: the same key and content get the first answer again."
        key = OpenApiParameter(
            HEADER,
            {"type": "string", "maxLength": LONGEST_KEY},
            OpenApiParameter.HEADER,
            description=words,
        )
        return [key]

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        """Declared answers, and every refusal there may be."""
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for code, words in REFUSALS.items():
            if str(code) not in bodies:
                refusal = OpenApiResponse(PROBLEM, description=words)
                bodies[str(code)] = self._get_response_for_code(  # type: ignore[no-untyped-call]
                    refusal, str(code), ["application/problem+json"]
                )
        return bodies

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        """The operation with the scopes its key needs."""
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        scopes = getattr(self.view, "required_scopes", ())
        if operation is not None and scopes:
            operation["x-scopes"] = [str(scope) for scope in scopes]
        return operation
