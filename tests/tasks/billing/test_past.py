"""A history that is brought in gets its books in bulk."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Sum

from talentpool.kernel.clock import now
from tasks.billing import actions
from tasks.billing.models import Invoice, Payout, Posting, Statement
from tests.factories import accounts, work

pytestmark = pytest.mark.django_db


def test_a_past_without_books_gets_the_same_books_in_bulk() -> None:
    old = [work.worked(starts_at=now() - timedelta(days=d)) for d in (40, 20, 2)]
    same = work.worked(starts_at=now() - timedelta(days=21))
    one = actions.post_statement(assignment=same)
    finance = (accounts.staff("finance"), accounts.staff("administrator"))
    assert actions.post_past(before=now(), paid_by=finance) == 3
    assert actions.post_past(before=now(), paid_by=finance) == 0
    connection.check_constraints()
    assert Posting.objects.aggregate(total=Sum("minor"))["total"] == 0
    bulk = Statement.objects.get(assignment=old[1])
    assert bulk.total_minor == one.total_minor
    assert [(x.code, x.minutes, x.minor) for x in bulk.lines.all()] == [
        (x.code, x.minutes, x.minor) for x in one.lines.all()
    ]
    assert set(Statement.objects.filter(assignment__in=old).values_list("state", flat=True)) == {"paid", "posted"}
    assert Payout.objects.filter(state="approved").count() == 2
    assert Invoice.objects.filter(state="sent").exists()
