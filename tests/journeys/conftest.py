"""The running product, a browser, and pictures of what failed."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from talentpool.demo.screens.camera import FLAGS
from tests import machine
from tests.journeys import stack
from tests.journeys.cast import Cast
from tests.journeys.voice import spoken

RESULTS = Path(__file__).resolve().parents[2] / "test-results"
AGENTS = 400  # enough that an evening's seats find more people than there are seats


@pytest.fixture(scope="module")
def product() -> Iterator[stack.Product]:
    """Everything that ``manage.py up`` starts, once for all journeys, with a demo pool."""
    with stack.running(agents=AGENTS) as running:
        yield running


@pytest.fixture(scope="module")
def cast(product: stack.Product, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    """People at browsers; Chromium hears a voice from a file instead of a microphone.

    Not the session's browser of pytest-playwright: its event loop would stay, and Django refuses to work beside one.
    """
    voice = spoken(tmp_path_factory.mktemp("voice") / "voice.wav")
    flags = [
        *FLAGS,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-audio-capture={voice}",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=machine.chromium(), args=flags)
        yield Cast(browser, product)
        browser.close()


@pytest.fixture(autouse=True)
def _keep_pictures(request: pytest.FixtureRequest, cast: Cast) -> Iterator[None]:
    """When a journey fails, what everybody had on the screen is kept, with the product's last words."""
    yield
    report = getattr(request.node, "rep_call", None)
    if report is not None and report.failed:
        folder = RESULTS / re.sub(r"\W+", "-", request.node.name)
        folder.mkdir(parents=True, exist_ok=True)
        for person in cast.present():
            person.picture(folder / f"{re.sub(r'[^a-z0-9]+', '-', person.name.lower())}.png")
        (folder / "logs.txt").write_text(cast.product.logs())
    cast.leave()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    setattr(item, f"rep_{report.when}", report)
