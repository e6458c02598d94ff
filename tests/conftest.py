"""Set-up that all tests share."""

import gc
import os

import pytest
from django.conf import settings
from django.db import connection
from hypothesis import settings as hypothesis_settings

from talentpool.kernel import translations
from tests import machine, seeds, template
from tests.world import World, build

hypothesis_settings.register_profile("default", max_examples=50, deadline=None)
hypothesis_settings.register_profile("full", max_examples=2000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    machine.lend(config)
    settings.LOOK_SECONDS = 0
    # A good one takes its time, on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DEMO_CLOCK = False  # it asks the database once a second, which no count of queries can foresee
    if not hasattr(config, "workerinput"):
        translations.compile_all()  # a fresh clone has no compiled catalogue


def pytest_unconfigure(config: pytest.Config) -> None:
    machine.take_back()


def pytest_collection_finish(session: pytest.Session) -> None:
    gc.collect()
    gc.freeze()  # what was read in stays: no search for garbage walks it again


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    machine.skip_browser_tests(items)
    machine.longest_first(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    machine.say_loudly(terminalreporter)


@pytest.fixture
def broker_url() -> str:
    """A real broker of this test run, for tests that need messages to travel."""
    return os.environ["TEST_BROKER_URL"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    template.copy_it()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.Session) -> None:
    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        seeds.keep(cursor)


@pytest.fixture
def world(db: None) -> World:
    """One of each kind of user; see tests/world.py."""
    return build()
