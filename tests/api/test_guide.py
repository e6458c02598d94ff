"""The API guide's Python runs as it stands, from the first block to the last."""

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from django.core.files.storage import Storage
from django.test import Client as Browser
from requests.adapters import BaseAdapter

from accounts.models import Client
from talentpool.kernel.clock import now
from talentpool.messaging import actions as messaging
from talentpool.messaging import signing
from tasks.orders.models import Order
from tasks.staffing import jobs
from tasks.staffing.models import Forecast, VolumeSet
from tests.factories import accounts as people
from tests.factories import orders as make

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).resolve().parents[2] / "docs/api.md"


class NoNetwork(BaseAdapter):
    """What ``requests`` would send over the network, handed to the product in this process."""

    def send(self, request: requests.PreparedRequest, **_kwargs: Any) -> requests.Response:
        parts = urlsplit(str(request.url))
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        headers = {k: v for k, v in request.headers.items() if k.lower() not in ("content-type", "content-length")}
        answer = Browser(headers=headers).generic(
            str(request.method), parts.path, body, request.headers.get("Content-Type", ""), QUERY_STRING=parts.query
        )
        found = requests.Response()
        found.status_code, found._content = answer.status_code, answer.content
        found.headers.update(answer.headers)
        return found

    def close(self) -> None:
        """Nothing is open."""


def work_behind(_seconds: float) -> None:
    """The jobs of a worker, at the moment the script waits for them."""
    for volumes in VolumeSet.objects.filter(state="waiting"):
        jobs.read_volumes(volumes.pk)
    for forecast in Forecast.objects.filter(state="waiting"):
        jobs.compute_forecast(forecast.pk)


def test_every_example_of_the_guide_runs(
    keys: dict[str, str], company: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    storage: Storage = VolumeSet._meta.get_field("file").storage  # type: ignore[union-attr]
    monkeypatch.setattr(storage, "_location", str(tmp_path), raising=False)
    monkeypatch.setitem(os.environ, "TALENTPOOL_KEY", keys["writer"])
    monkeypatch.setitem(os.environ, "TALENTPOOL_URL", "https://pool.example")
    monkeypatch.setattr(requests.Session, "get_adapter", lambda _self, url: NoNetwork())
    monkeypatch.setattr("time.sleep", work_behind)
    make.rate_card(company, "chat")
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text(), re.S)
    assert len(blocks) >= 10
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(GUIDE), "exec"), names)  # noqa: S102  (our own guide)
    assert Order.objects.get(title="Autumn sale", client=company, state="cancelled")
    assert Order.objects.get(title="Sale by phone and chat").further.get().channel == "chat"
    assert names["changing"]
    assert names["forecast"]["scores"][0]["wape"] < 0.2
    assert names["history"]["rows_bad"] == 0
    assert_receives(names["receive"], company)


def assert_receives(receive: Any, company: Client) -> None:
    """The guide's receiver takes what we send, also during a change of secrets."""
    owner = people.member(company, "owner")
    endpoint = messaging.add_webhook(client=company, url="https://erp.example.com/in", topics=[], by=owner)
    old = endpoint.secret
    messaging.rotate_secret(endpoint=endpoint, by=owner)
    call = messaging.send_test(endpoint=endpoint, by=owner)
    body, headers = signing.signed(call, at=now())
    assert receive(body, headers, endpoint.secret) == receive(body, headers, old) == ("test.ping", call.payload)
