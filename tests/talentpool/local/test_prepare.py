"""When the demo pool is made: in an empty database, and again where it was left half-made."""

from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from pytest_django import Settings

from talentpool.local.management.commands import prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The calls of other commands, in place of the long work they do."""
    (tmp_path / "run").mkdir()
    settings.DATA_DIR = tmp_path
    calls: list[tuple[str, ...]] = []
    monkeypatch.setattr(prepare, "call_command", lambda *words, **_: calls.append(words))
    return calls


def test_empty_database_gets_a_demo_pool(made: list[tuple[str, ...]], tmp_path: Path) -> None:
    prepare.Command()._demo()
    assert made == [("demo",)]
    assert not (tmp_path / "run" / "demo.unfinished").exists()


def test_database_with_a_real_person_is_left_alone(made: list[tuple[str, ...]]) -> None:
    get_user_model()._default_manager.create(username="somebody", email="somebody@example.org")
    prepare.Command()._demo()
    assert made == []


def test_demo_that_was_torn_off_is_made_again(
    made: list[tuple[str, ...]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def torn(*words: str, **_: object) -> None:
        get_user_model()._default_manager.create(username="half-made", email="half-made@example.org")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(prepare, "call_command", torn)
        with pytest.raises(KeyboardInterrupt):
            prepare.Command()._demo()
    prepare.Command()._demo()
    assert made == [("demo", "--clear")]
    assert not (tmp_path / "run" / "demo.unfinished").exists()


def test_code_that_changed_is_noticed(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "talentpool").mkdir()
    settings.BASE_DIR = tmp_path
    before = prepare._fingerprint_of_code()
    assert prepare._fingerprint_of_code() == before
    (tmp_path / "talentpool" / "new.py").write_text("x = 1\n")
    assert prepare._fingerprint_of_code() != before
