"""Who is at a browser. A person has one window from her first step to her last."""

from contextlib import suppress
from typing import Any

from playwright.sync_api import Browser, Error

from tests.journeys.eyes import DESK, PHONE, Person, Seen, at_browser
from tests.journeys.stack import Product


class Cast:
    """``cast.staff("dispatcher")``: that person, signed in, at her desk; the same window each time."""

    def __init__(self, browser: Browser, product: Product) -> None:
        self.browser, self.product, self.seen = browser, product, Seen()
        self._people: dict[str, Person] = {}

    def stranger(self, name: str, *, width: int = PHONE, **options: Any) -> Person:
        """Somebody who has not logged in."""
        if name not in self._people:
            self._people[name] = self._arrives(name, width, "", options)
        return self._people[name]

    def staff(self, role: str) -> Person:
        return self._known(role, f"{role}@demo.example", DESK)

    def member(self, role: str, client: str = "haichuan", **options: Any) -> Person:
        return self._known(f"{role} of {client}", f"{role}@{client}.example", DESK, **options)

    def agent(self, email: str, *, name: str = "", **options: Any) -> Person:
        return self._known(name or email, email, PHONE, **options)

    def _known(self, name: str, email: str, width: int, **options: Any) -> Person:
        if name not in self._people:
            session = self.product.backstage.sign_in(email=email)["session"]
            self._people[name] = self._arrives(name, width, session, options)
        return self._people[name]

    def _arrives(self, name: str, width: int, session: str, options: dict[str, Any]) -> Person:
        context = self.browser.new_context(
            base_url=self.product.base,
            locale="en-GB",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            viewport={"width": width, "height": 800},
            screen={"width": 1920, "height": 1080},  # what the kit check measures; pages are laid out by the viewport
            permissions=["microphone"],
            **options,
        )
        cookies = [{"name": "django_language", "value": "en", "url": self.product.base}]
        if session:
            cookies.append({"name": "sessionid", "value": session, "url": self.product.base})
        context.add_cookies(cookies)  # type: ignore[arg-type]
        return at_browser(context, name, self.seen, width, scripts=options.get("java_script_enabled", True))

    def present(self) -> list[Person]:
        return list(self._people.values())

    def leave(self) -> None:
        """Everybody closes her window."""
        for person in self._people.values():
            with suppress(Error):
                person.page.context.close()
        self._people.clear()
