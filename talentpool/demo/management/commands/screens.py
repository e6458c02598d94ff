"""``manage.py screens``: pictures of every page of every role, and what is wrong with the pages."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from talentpool.demo.screens import camera, cast, sheet
from talentpool.kernel.models import DataMark

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


class Command(BaseCommand):
    help = "Draw every page of every role against a running demo; list those with faults."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--base", default="http://127.0.0.1:8000", help="where the demo runs")
        parser.add_argument("--folder", default=str(settings.BASE_DIR / "screens"))
        parser.add_argument(
            "--role", action="append", help="only these roles (agent, client-owner, staff-recruiter, ...)"
        )
        parser.add_argument("--limit", type=int, default=60, help="most kinds of page a role")
        parser.add_argument("--quick", action="store_true", help="without the dark pictures")

    def handle(self, **options: Any) -> None:
        if not DataMark.is_demo():
            raise CommandError("This database holds no demo. Start one with `make up`, then try again.")
        try:
            players = cast.players(options["role"] or ())
        except cast.NobodyPlays as error:
            raise CommandError(str(error)) from error
        faults = 0
        with _browser() as playwright:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=[*camera.FLAGS])
            folder = Path(options["folder"])
            lens = camera.Camera(browser, options["base"], folder, options["limit"], options["quick"], _refused())
            for player in players:
                faults += self._draw(lens, player)
            browser.close()
        self.stdout.write(f"{faults} faults. The sheets are in {folder}.")

    def _draw(self, lens: camera.Camera, player: cast.Player) -> int:
        pages = []
        for page in lens.walk(player):
            pages.append(page)
            for fault in page.faults:
                self.stdout.write(f"{player.role} {page.address}: {fault}")
        place = sheet.write(lens.browser, lens.folder, player.role, pages)
        self.stdout.write(f"{player.role}: {len(pages)} pages, {place}")
        return sum(len(page.faults) for page in pages)


def _browser() -> Any:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise CommandError("Playwright is missing: it comes with requirements-dev.txt (`make setup`).") from error
    return sync_playwright()


def _refused() -> type[Exception]:
    from playwright.sync_api import Error

    return Error


def _chromium() -> str:
    found = next((path for name in CHROMIUM if (path := shutil.which(name))), None)
    if found is None:
        raise CommandError("No Chromium is found: install the package `chromium`.")
    return found
