"""What stands in the log, and what never does."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from talentpool.kernel import logs

pytestmark = pytest.mark.usefixtures("as_it_was")


@pytest.fixture
def as_it_was() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_a_failure_is_one_line_of_json_without_the_values_of_variables(capsys: pytest.CaptureFixture[str]) -> None:
    logs.settings_of("WARNING")
    phone = "+86 138 0000 " + "1234"
    try:
        raise ValueError(len(phone))
    except ValueError:
        structlog.get_logger("fresh").exception("request_failed", code=500)
    (line,) = capsys.readouterr().err.splitlines()
    assert json.loads(line)["event"] == "request_failed"
    assert "ValueError" in line
    assert phone not in line


@pytest.mark.parametrize(("level", "lines"), [("INFO", 1), ("WARNING", 0)])
def test_requests_are_told_from_info_on(level: str, lines: int, capsys: pytest.CaptureFixture[str]) -> None:
    logs.settings_of(level)
    structlog.get_logger("fresh").log(logging.INFO, "request_finished", code=200)
    assert len(capsys.readouterr().err.splitlines()) == lines
