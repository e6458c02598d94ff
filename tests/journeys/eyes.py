"""A person at a browser: she opens pages, taps, fills in; and every page she meets is looked at.

Looked at means: it answers without an error, nothing is refused by the content policy or fails in the console, it
doesn't scroll sideways, and axe finds nothing. Axe runs once for each kind of page.
"""

import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys import axe

PHONE, DESK = 360, 1280
REF = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
PATIENCE = 40_000  # milliseconds a page or a locator may take on a busy machine


@dataclass
class Seen:
    """All kinds of page met so far, by anybody: (path without identities, width) -> its faults."""

    kinds: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def faults(self) -> list[str]:
        return [fault for found in self.kinds.values() for fault in found]


@dataclass
class Person:
    """One person at one browser. name: for messages. refusals: statuses she is meant to meet, e.g. 409."""

    name: str
    page: Page
    seen: Seen
    width: int
    scripts: bool = True
    noise: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        expect.set_options(timeout=PATIENCE)
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.noise.append(str(error)))
        self.page.on("response", self._answered)

    def _hear(self, message: Any) -> None:
        # A refused request is also said in the console; whether it was meant is judged by its status, not here.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.noise.append(message.text)

    def _answered(self, response: Any) -> None:
        if response.status >= 500:
            self.noise.append(f"{response.status} {response.request.method} {response.url}")

    # what she does

    def opens(self, path: str) -> None:
        """Go to a page by its address; it must be there."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{self.name}: {answer.status} at {path}\n{self._said()}"
        self.looks()

    def taps(self, words: str, *, within: Locator | None = None, nth: int = 0) -> None:
        """Tap the button (or the link) that says so, and look at the page that follows."""
        place = within or self.page.locator("main")
        button, link = place.get_by_role("button", name=words), place.get_by_role("link", name=words)
        expect(button.or_(link).first, f"{self.name} at {self.page.url}").to_be_visible()
        self.goes(button.nth(nth) if button.count() > nth else link.nth(nth))

    def goes(self, through: Locator) -> None:
        """Click what leads to another page, and look at that."""
        with self.page.expect_navigation(wait_until="load"):
            through.click(no_wait_after=True)
        self.looks()

    def fills(self, **fields: str) -> None:
        """Fill in fields by their names in the form."""
        for name, value in fields.items():
            self.field(name).fill(value)

    def chooses(self, **fields: str) -> None:
        """Choose in a list, by the words of the choice or its value."""
        for name, value in fields.items():
            self.field(name).select_option(value)

    def ticks(self, name: str, value: str = "") -> None:
        one = f'input[name="{name}"]' + (f'[value="{value}"]' if value else "")
        self.page.locator(f"main {one}").first.check()

    def field(self, name: str) -> Locator:
        return self.page.locator(f'main [name="{name}"]').first

    def sees(self, words: str | re.Pattern[str]) -> Locator:
        """The first place on the page that says so; it must be there to see."""
        found = self.page.locator("main").get_by_text(words).first
        expect(found, f"{self.name} should read {words!r} at {self.page.url}").to_be_visible()
        return found

    def waits_for(self, words: str, *, patience: float = 120) -> None:
        """Reload, as a person without scripts does, until the page says so."""
        found, end = self.page.locator("main").get_by_text(words).first, time.monotonic() + patience
        while not found.is_visible():
            assert time.monotonic() < end, f"{self.name} waited for {words!r} at {self.page.url}"
            self.page.reload()

    # what is looked at

    def looks(self) -> None:
        """Judge the page that is open."""
        heading = self._said()
        assert not self.noise, f"{self.name} at {self.page.url}: {self.noise}\n{heading}"
        key = (kind_of(self.page.url), self.width)
        if key in self.seen.kinds or not self.scripts:  # the looking itself needs scripts
            return
        self.seen.kinds[key] = found = []
        over = self.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            found.append(f"{self.page.url} scrolls sideways by {over} px at {self.width} px")
        found += [f"{self.page.url}: {fault}" for fault in axe.violations(self.page)]

    def _said(self) -> str:
        found = self.page.locator("main, body").first
        return found.inner_text()[:600] if found.count() else ""

    def picture(self, place: Path) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=str(place), full_page=True)


def kind_of(url: str) -> str:
    """The path with "ref" where an identity stands."""
    return REF.sub("ref", urlsplit(url).path)


def at_browser(context: BrowserContext, name: str, seen: Seen, width: int, *, scripts: bool) -> Person:
    return Person(name, context.new_page(), seen, width, scripts)
