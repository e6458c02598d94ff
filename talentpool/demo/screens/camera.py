"""Walks through the pages of one role and draws each in two sizes, two languages, light and dark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from talentpool.demo.screens import words
from talentpool.demo.screens.cast import Player

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 120_000  # a busy machine draws a long page slowly
SIZES = (360, 1280)
SCHEMES = ("light", "dark")
LANGUAGES = ("zh-hans", "en")
LEFT_OUT = (
    "logout",
    "/download",
    "jsi18n",
    "/autocomplete",
    "_popup",
    ".csv",
    ".json",
    ".pdf",
    ".ics",
    ".xlsx",
    "/history/",
)
TEXTS = """() => { const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const one = walk.currentNode, box = one.parentElement;
    if (box.closest('script,style,pre,code,[lang]:not(html),.content')) continue;
    if (one.textContent.trim()) found.push(one.textContent); }
  for (const box of document.querySelectorAll('[placeholder],[aria-label]'))
    found.push(box.getAttribute('placeholder') || box.getAttribute('aria-label'));
  return found; }"""
LINKS = "() => [...document.querySelectorAll('a[href]:not([download])')].map(a => a.href)"
OVERFLOW = "() => document.documentElement.scrollWidth - innerWidth"


@dataclass
class Page:
    """One page as it was met: its pictures and its faults."""

    address: str
    pictures: dict[tuple[int, str, str], Path] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


@dataclass
class Camera:
    """A browser on a running demo; ``limit``: most pages a role; ``variants``: (width, language, scheme) to draw."""

    browser: Any
    base: str
    folder: Path
    limit: int = 60
    quick: bool = False
    refused: type[Exception] = RuntimeError  # what the browser raises when a page can't be met

    def walk(self, player: Player) -> Iterator[Page]:
        """Every kind of page this role's links lead to, each kind once."""
        context = self._context(player)
        tab, noise = context.new_page(), list[str]()
        tab.on("console", lambda message: noise.append(message.text) if message.type == "error" else None)
        tab.on("pageerror", lambda error: noise.append(str(error)))
        queue, seen = list(player.starts), set[str]()
        while queue and len(seen) < self.limit:
            address = queue.pop(0)
            kind = kind_of(address)
            if kind is None or kind in seen:
                continue
            seen.add(kind)
            noise.clear()
            try:
                page, links = self._meet(context, tab, player, address, noise)
            except self.refused as error:
                if "Download" not in str(error):
                    yield Page(address, faults=[str(error).splitlines()[0]])
                continue
            queue += [link for link in links if link.startswith(player.prefix)]
            yield page
        context.close()

    def _context(self, player: Player) -> Any:
        context = self.browser.new_context(base_url=self.base, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MS)
        if player.session:
            context.add_cookies([{"name": "sessionid", "value": player.session, "url": self.base}])
        return context

    def _meet(self, context: Any, tab: Any, player: Player, address: str, noise: list[str]) -> tuple[Page, list[str]]:
        page, links = Page(address), list[str]()
        for language in LANGUAGES:
            context.add_cookies([{"name": "django_language", "value": language, "url": self.base}])
            answer = tab.goto(address, wait_until="load")
            status = answer.status if answer else 0
            if status >= 500 or (status >= 400 and address != "/nowhere/"):
                page.faults.append(f"{language}: status {status}")
            page.faults += [f"{language}: untranslated “{text}”" for text in words.wrong(tab.evaluate(TEXTS), language)]
            links = links or self._links(tab)
            self._draw(tab, player, page, language)
        page.faults += sorted({f"console: {text[:140]}" for text in noise if "404 (Not Found)" not in text})
        return page, links

    def _links(self, tab: Any) -> list[str]:
        parts = [urlsplit(href) for href in tab.evaluate(LINKS)]
        own = [p for p in parts if f"{p.scheme}://{p.netloc}" == self.base.rstrip("/")]
        return [p.path + (f"?{p.query}" if p.query else "") for p in own]

    def _draw(self, tab: Any, player: Player, page: Page, language: str) -> None:
        for width in SIZES:
            tab.set_viewport_size({"width": width, "height": 800})
            over = tab.evaluate(OVERFLOW)
            if over > 0:
                page.faults.append(f"{language}: scrolls sideways by {over} px at {width} px")
            for scheme in SCHEMES[:1] if self.quick else SCHEMES:
                tab.emulate_media(color_scheme=scheme)
                name = f"{file_name(page.address)}_{width}_{language}_{scheme}.png"
                place = self.folder / player.role / name
                place.parent.mkdir(parents=True, exist_ok=True)
                tab.screenshot(path=str(place), full_page=True, animations="disabled")
                page.pictures[width, language, scheme] = place


def file_name(address: str) -> str:
    """A short name for the pictures of a page: its path, with "ref" where an identity stands."""
    path = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ref", address.partition("?")[0])
    return path.strip("/").replace("/", "_") or "front"


def kind_of(address: str) -> str | None:
    """What makes two addresses the same kind of page: the name of their door; None for those not to be walked."""
    path, _, query = address.partition("?")
    if path == "/nowhere/":
        return path
    if any(part in address for part in LEFT_OUT) or "o=" in query or "__" in query:
        return None
    try:
        match = resolve(path)
    except Resolver404:
        return None
    return match.view_name or path
