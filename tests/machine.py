"""What this machine lends to a test run: a throw-away database and broker, and a Chromium."""

import os
import shutil
from pathlib import Path

import pytest
from django.db import connections
from environ import Env

from talentpool.local import throwaway
from talentpool.local.errors import LocalError
from talentpool.local.folder import Folder
from tests import template
from tests.apart import started


def lend(config: pytest.Config) -> None:
    """Start what no setting gives, once for all test processes; the workers of xdist inherit the addresses."""
    if hasattr(config, "workerinput") or config.option.collectonly:
        return
    try:
        place = Folder.open(Path(os.environ["DATA_DIR"]))
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = started.enter_context(throwaway.database(place))
            # Django has read its settings before any conftest: correct them in place, nothing is connected yet.
            address = Env.db_url_config(os.environ["DATABASE_URL"])
            connections.databases["default"].update(
                {key: address[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}
            )
            if config.getoption("numprocesses", None):
                template.lay(address)
        if not os.environ.get("TEST_BROKER_URL"):
            os.environ["TEST_BROKER_URL"] = started.enter_context(throwaway.broker(place))
    except LocalError as error:
        pytest.exit(str(error), returncode=1)


def take_back() -> None:
    started.close()


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def skip_browser_tests(items: list[pytest.Item]) -> None:
    if chromium() is None:
        for item in items:
            if "browser" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def longest_first(items: list[pytest.Item]) -> None:
    """Files in the order of their slow marks: a long one that begins last would run alone at the end."""
    seconds: dict[Path, float] = {}
    for item in items:
        mark = item.get_closest_marker("slow")
        seconds[item.path] = max(seconds.get(item.path, 0), mark.args[0] if mark else 0)
    items.sort(key=lambda item: -seconds[item.path])


def say_loudly(reporter: pytest.TerminalReporter) -> None:
    """A run without browser tests is not a whole run; the reader must not miss that."""
    skipped = [report for report in reporter.stats.get("skipped", []) if "no Chromium" in str(report.longrepr)]
    if skipped:
        reporter.section("NO CHROMIUM: BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        reporter.line(
            f"{len(skipped)} browser tests were skipped. On Debian: apt install chromium fonts-noto-cjk",
            red=True,
        )
