"""The first conversations of a new house may come in together."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connections

from talentpool.kernel import locks
from tasks.quality.actions import rule_sets
from tasks.quality.models import RuleSet

pytestmark = pytest.mark.django_db(transaction=True)


def first_together(monkeypatch: pytest.MonkeyPatch, many: int = 8) -> list[object]:
    """``many`` threads publish the starter set at once; returns what each got, an error as it is."""
    start = Barrier(many)
    monkeypatch.setattr(rule_sets, "_shipped", {})
    shipped = rule_sets.starter_data()
    digest = rule_sets.digest_of(shipped)

    def publish(_n: int) -> object:
        try:
            start.wait()
            return rule_sets._publish_starter(shipped, digest).pk
        except IntegrityError as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(publish, range(many)))


def test_the_starter_set_becomes_one_row_however_many_need_it_first(monkeypatch: pytest.MonkeyPatch) -> None:
    got = first_together(monkeypatch)
    assert len(set(got)) == 1
    assert RuleSet.objects.count() == 1


def test_without_the_lock_some_of_them_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_sets, "one_at_a_time", lambda name: None)
    assert any(isinstance(answer, IntegrityError) for answer in first_together(monkeypatch))
    assert locks.one_at_a_time is not rule_sets.one_at_a_time
