"""The declared matrix of who may open which door, collected from every room's ``access.py``, and how to ask a door."""

import importlib.util
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.signals import got_request_exception
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver, get_resolver

from talentpool.kernel.ways import leads_in
from tests.world import PRINCIPALS, World

TESTS = Path(__file__).parent.parent
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
EVERYBODY = set(PRINCIPALS)
# One of each kind of hat: enough for a method that nobody declares and the door yet answers.
ONE_OF_EACH = (
    "anonymous", "applicant", "agent", "other_agent", "dispatcher", "administrator", "owner", "viewer", "stranger", "key",
)  # fmt: skip
CLOSED = {401, 403, 404, 405}
ANTEROOMS = ("/accounts/login", "/accounts/2fa", "/accounts/reauthenticate", "/admin/login")
WRITES = ("INSERT", "UPDATE", "DELETE")
# Traces of a log-in that allauth and Django keep on any page.
HARMLESS_TABLES = ('"django_session"', '"usersessions_usersession"', '"account_emailaddress"')


def declarations() -> list[ModuleType]:
    """Every ``tests/**/access.py`` but this one."""
    found = []
    for path in sorted(TESTS.rglob("access.py")):
        if path != Path(__file__):
            name = "_".join(path.relative_to(TESTS).with_suffix("").parts)
            spec = importlib.util.spec_from_file_location(f"declared_{name}", path)
            assert spec
            assert spec.loader
            module = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(module)
            found.append(module)
    return found


def declared() -> dict[str, dict[str, set[str]]]:
    """url name -> method -> principals. Raises ValueError for a name declared twice or a principal nobody knows."""
    whole: dict[str, dict[str, set[str]]] = {}
    for module in declarations():
        for name, methods in module.ACCESS.items():
            unknown = set().union(*methods.values()) - EVERYBODY if methods else set()
            if name in whole or unknown or set(methods) - set(METHODS):
                raise ValueError(f"{name}: declared twice, or with unknown {unknown or set(methods)}")
            whole[name] = methods
    return whole


def arguments(world: World) -> dict[str, dict[str, Any]]:
    """url name -> kwargs, from the rooms that need objects."""
    found: dict[str, dict[str, Any]] = {}
    for module in declarations():
        found |= getattr(module, "args", lambda world: {})(world)
    return found


def doors() -> Iterator[tuple[str, str]]:
    """(url name, module of its view) of every door but the admin's own."""
    yield from _walk(get_resolver().url_patterns, "")


def _walk(patterns: list[Any], namespace: str) -> Iterator[tuple[str, str]]:
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = ":".join(part for part in (namespace, one.namespace) if part)
            if inner != "admin":
                yield from _walk(one.url_patterns, inner)
        elif isinstance(one, URLPattern):
            name = ":".join(part for part in (namespace, one.name or f"<{one.pattern}>") if part)
            yield name, getattr(one.callback, "__module__", "")


def is_let_in(response: HttpResponse) -> bool:
    """Neither a closed door nor a way to the log-in or second factor."""
    if response.status_code in CLOSED:
        return False
    place = response.headers.get("Location", "")
    return not (300 <= response.status_code < 400 and place.startswith(ANTEROOMS))


LINK = re.compile(r'<a [^>]*href="(/[^"]*)"')
FACES = ("/admin/", "/client/")


def closed_links(response: HttpResponse) -> set[str]:
    """Links of a staff's or a client's page, to pages of the same face, that are closed to who reads it."""
    request: Any = getattr(response, "wsgi_request", None)
    face = next((face for face in FACES if request and request.path.startswith(face)), "")
    if not face or response.status_code != 200 or not response.headers["Content-Type"].startswith("text/html"):
        return set()
    links = {link for link in LINK.findall(response.text) if link.startswith(face)}
    return {link for link in links if not leads_in(request, link)}


def cause(response: HttpResponse) -> str:
    """What went wrong behind a 500, as far as the test client knows."""
    _kind, error, trace = getattr(response, "exc_info", None) or (None, None, None)
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}: {str(error)[:120]}{place}"


class Knocker(Browser):
    """A test client that keeps nothing of how a page was made: copies of templates and contexts cost a tenth of it."""

    def request(self, **request: Any) -> Any:
        got_request_exception.connect(self.store_exc_info, dispatch_uid="knock")
        try:
            response = self.handler(self._base_environ(**request))
        finally:
            got_request_exception.disconnect(dispatch_uid="knock")
        response.exc_info, self.exc_info = self.exc_info, None
        self.cookies.update(response.cookies)
        return response


class Written(list[str]):
    """The writing statements that a door executed, as texts without their values: nobody reads those."""

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.lstrip().startswith(WRITES) and not any(table in sql for table in HARMLESS_TABLES):
            self.append(sql)
        return execute(sql, *rest)


def knock(world: World, principal: str, method: str, url: str) -> tuple[HttpResponse, list[str]]:
    """Ask a door; what it wrote is undone. Returns the answer and the writing statements."""
    browser = world.browser(principal)
    cookies = browser.cookies.copy()
    written = Written()
    with transaction.atomic(), connection.execute_wrapper(written):
        response = browser.generic(method, url, **({"content_type": "application/json"} if "/api/" in url else {}))
        transaction.set_rollback(True)
    browser.cookies = cookies  # a door that logs out does so for itself only
    return response, written
