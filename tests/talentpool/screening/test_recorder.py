"""The voice test in a real browser, with a file in place of a microphone."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from talentpool.screening.models import Application, Recording
from tests.factories import screening as make
from tests.factories.sound import speech_file
from tests.machine import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
]


@pytest.fixture
def one() -> Application:
    return make.up_to("voice")


@pytest.fixture
def page(one: Application, live_server: LiveServer, tmp_path: Path) -> Iterator[Page]:
    """A phone whose microphone is a file with speech, logged in as the applicant."""
    microphone = tmp_path / "microphone.wav"
    microphone.write_bytes(speech_file(8.0, rate=48_000))
    browser = Client()
    browser.force_login(one.user)
    cookie = {"name": "sessionid", "value": browser.cookies["sessionid"].value, "url": live_server.url}
    with sync_playwright() as tools:
        flags = [*FLAGS, f"--use-file-for-fake-audio-capture={microphone}"]
        chrome = tools.chromium.launch(executable_path=chromium(), args=flags)
        context = chrome.new_context(viewport={"width": 360, "height": 780}, locale="en", permissions=["microphone"])
        context.add_cookies([cookie])
        page = context.new_page()
        page.said = []  # type: ignore[attr-defined]
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)  # type: ignore[attr-defined]
        yield page
        chrome.close()


def _record(page: Page, number: int) -> None:
    prompt = page.locator("[data-recorder]").nth(number)
    prompt.locator("[data-record]").click()
    expect(prompt.locator("[data-live]")).to_be_visible()
    stop = prompt.locator("[data-stop]")
    expect(stop).to_be_enabled(timeout=15_000)
    stop.click()
    expect(prompt.locator("[data-state]")).to_have_text("Kept.", timeout=20_000)
    expect(prompt.locator("[data-left]")).to_have_text("4")
    prompt.locator("[data-replay]").click()


def test_she_records_listens_and_hands_in_on_a_phone(page: Page, one: Application, live_server: LiveServer) -> None:
    page.goto(live_server.url + reverse("gate_voice", args=[one.ref]))
    for number in range(2):
        _record(page, number)
    page.get_by_role("button", name="Hand in").click()
    expect(page.locator("main")).to_contain_text("a person listens to it")
    assert page.said == []  # type: ignore[attr-defined]
    with ThreadPoolExecutor(1) as pool:  # the browser's loop runs in this thread, so another one asks the database
        kept = pool.submit(_kept).result()
    assert len(kept) == 2
    assert all(seconds >= 3 and speech > 0.4 for seconds, speech in kept)


def _kept() -> list[tuple[float, float]]:
    found = [
        (one.seconds, one.measures["speech"]) for one in Recording.objects.filter(attempt__handed_in_at__isnull=False)
    ]
    connection.close()
    return found
