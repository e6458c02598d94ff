"""Set-up that all tests share."""

import os

import pytest
from hypothesis import settings as hypothesis_settings

from tests import machine

hypothesis_settings.register_profile("default", max_examples=50, deadline=None)
hypothesis_settings.register_profile("full", max_examples=2000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    machine.lend(config)


def pytest_unconfigure(config: pytest.Config) -> None:
    machine.take_back()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    machine.skip_browser_tests(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    machine.say_loudly(terminalreporter)


@pytest.fixture
def broker_url() -> str:
    """A real broker of this test run, for tests that need messages to travel."""
    return os.environ["TEST_BROKER_URL"]
