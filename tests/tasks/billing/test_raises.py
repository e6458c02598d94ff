"""A raise after people said yes: told, paid, out of the margin, and never into the past."""

from datetime import timedelta

import pytest
from django.db.models import Sum

from talentpool.kernel.clock import now
from talentpool.messaging.models import Message
from tasks.attendance.actions import raise_bonus
from tasks.attendance.models import AttendancePolicy
from tasks.billing import actions
from tasks.billing.models import InvoiceLine, Posting, Statement
from tasks.dispatch.models import FillPlan
from tests.factories import accounts, work

pytestmark = pytest.mark.django_db


def test_a_raise_after_the_yes_is_told_and_paid_and_leaves_what_was_paid_as_it_was() -> None:
    gone = work.worked()
    shift = gone.shift
    shift.ends_at = now() + timedelta(hours=1)
    shift.save(update_fields=["ends_at"])
    here = work.assignment(work.agent(), shift)
    FillPlan.objects.create(order=shift.order, seed=1, state="confirmed")
    first = actions.post_statement(assignment=gone).total_minor
    raise_bonus(order=shift.order, by=accounts.user(is_staff=True), expected={})
    for one in (gone, here):
        one.refresh_from_db()
    step = AttendancePolicy.current().bonus_step_minor
    assert (gone.pay_minor, here.pay_minor) == (4500, 4500 + step)
    assert (
        Message.objects.filter(topic="attendance.your_pay_raised").values_list("user", flat=True).get()
        == here.agent.user_id
    )
    work.attended(here, minutes=60)
    assert actions.post_statement(assignment=here).total_minor == 4500 + step
    assert actions.correct_statement(assignment=gone) is None, "what was paid was paid"
    assert Statement.objects.get(assignment=gone).total_minor == first
    assert InvoiceLine.objects.get(assignment=here).minor == 7200, "out of the margin: the client's price stays"
    assert Posting.objects.aggregate(total=Sum("minor"))["total"] == 0
