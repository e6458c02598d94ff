"""The API as a fuzzer meets it: in this process, within the test's transaction."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client as Browser

from accounts import actions as accounts_actions
from accounts.models import Client
from accounts.states import Scope
from tasks.orders.models import Order, Shift
from tasks.staffing.models import Forecast, VolumeSet
from tests.factories import accounts as people
from tests.factories import orders as make


@pytest.fixture
def in_process() -> Iterator[None]:
    """A request must not close the connection that holds the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def company(db: None, settings: Any) -> Client:
    """A client with something of everything, and limits that a fuzzer does not meet."""
    settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]["client"] = None
    company = people.client_company()
    order = make.launched(company, people.member(company, "planner"))
    make.drafted(company, people.member(company, "planner"))
    make.forecast(make.volumes(company))
    make.contact_type(company, order.created_by)
    return company


@pytest.fixture
def keys(company: Client) -> dict[str, str]:
    """By kind of user: everything, reading only, nobody."""
    owner = people.member(company, "owner")
    reading = [scope for scope in Scope if scope.value.endswith(":read")]
    made = {
        name: accounts_actions.create_key(client=company, name=name, scopes=scopes, by=owner)[1]
        for name, scopes in (("writer", list(Scope)), ("reader", reading))
    }
    return {**made, "nobody": "not-a-key"}


@pytest.fixture
def refs(company: Client) -> dict[str, list[str]]:
    """What the company has, by the first word of its address in the API."""
    found = {
        "orders": Order.objects.filter(client=company),
        "shifts": Shift.objects.filter(order__client=company),
        "volumes": VolumeSet.objects.filter(client=company),
        "forecasts": Forecast.objects.filter(volumes__client=company),
    }
    return {
        name: [str(ref) for ref in rows.order_by("pk").values_list("ref", flat=True)[:5]]
        for name, rows in found.items()
    }


@pytest.fixture
def api_schema(in_process: None, company: Client) -> Any:
    """The schema as the product serves it."""
    return schemathesis.openapi.from_wsgi("/api/v1/schema/?format=json", get_wsgi_application())


@pytest.fixture
def key_browser(keys: dict[str, str]) -> Browser:
    return Browser(headers={"authorization": f"Bearer {keys['writer']}"})
