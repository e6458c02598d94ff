"""Time an agent taught a colleague, paid on her next statement at the rate of her kind and level."""

from collections.abc import Iterable

from talentpool.agents.models import PayRule
from talentpool.growth.actions import mark_paid
from talentpool.growth.models import MentorHour
from talentpool.kernel.clock import now
from tasks.billing.actions.earning import Earning
from tasks.billing.models import PayTerms
from tasks.billing.rules import amount
from tasks.dispatch.models import Assignment


def mentoring(*, assignment: Assignment) -> list[Earning]:
    """What her learners have confirmed and nobody has paid yet; writes nothing."""
    agent = assignment.agent
    rules = PayRule.objects.filter(kind=agent.kind, level__lte=agent.level, currency=assignment.currency)
    rule = rules.filter(effective_from__lte=now()).order_by("-level", "-effective_from").first()
    if rule is None or not PayTerms.current().training_paid:
        return []
    hours = MentorHour.objects.payable().filter(mentor=agent).select_related("pair__learner").order_by("day", "pk")
    return [
        Earning(
            "mentoring",
            hour.minutes,
            rule.minor_per_hour,
            amount(minutes=hour.minutes, rate_minor=rule.minor_per_hour),
            {"day": hour.day.isoformat(), "learner": hour.pair.learner.number},
            hour.ref,
        )
        for hour in hours
    ]


def mark_mentoring_paid(*, assignment: Assignment, earnings: Iterable[Earning]) -> None:
    """These hours are on a statement now."""
    refs = [one.source for one in earnings if one.code == "mentoring"]
    for hour in MentorHour.objects.filter(mentor=assignment.agent, ref__in=refs):
        mark_paid(hour=hour)
