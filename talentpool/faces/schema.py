"""The API's own description: the schema for machines, a reference page for people."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView

METHODS = ("get", "post", "put", "patch", "delete")


class _Once(SchemaGenerator):
    """It takes a third of a second, says the same to everybody, and anybody may ask: made once in each language."""

    def get_schema(self, request: object = None, public: bool = False) -> dict[str, Any]:
        return _schema(get_language())


class Schema(SpectacularAPIView):
    """OpenAPI 3.1, as JSON; open to everybody, as it holds nobody's data."""

    generator_class = _Once

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()


@require_safe
@cache_control(max_age=300)
def reference(request: HttpRequest) -> HttpResponse:
    """Every call with its scopes, parameters and answers, written from the schema."""
    return render(request, "faces/api.html", {"groups": _groups(_schema(get_language()))})


@lru_cache
def _schema(language: str) -> dict[str, Any]:
    del language  # that of the words in it
    generator: Any = SchemaGenerator()  # type: ignore[no-untyped-call]
    schema: dict[str, Any] = generator.get_schema(request=None, public=True)
    return schema


def _groups(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Operations by their first path segment."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, item in schema["paths"].items():
        for method in METHODS:
            if method in item:
                tag = path.removeprefix("/api/v1/").split("/")[0]
                groups.setdefault(tag, []).append(_operation(path, method, item[method]))
    return [{"name": name, "operations": found} for name, found in groups.items()]


def _operation(path: str, method: str, given: dict[str, Any]) -> dict[str, Any]:
    body = given.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "path": path,
        "method": method.upper(),
        "words": given.get("description", ""),
        "scopes": given.get("x-scopes", []),
        "parameters": given.get("parameters", []),
        "body": body.get("$ref", "").rpartition("/")[2],
        "answers": sorted(given.get("responses", {})),
    }
