"""Orders for tests: a client with rates, a skill, volumes of a week, a draft on the way."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from accounts.models import Client, User
from talentpool.agents.models import Language, Skill
from talentpool.kernel.clock import now
from tasks.orders import actions
from tasks.orders.models import ContactType, ContingencyPlan, Order, RateCard, ScenarioTemplate, ServiceLevel
from tasks.staffing.actions import Asked, Outlook, ask_forecast, enter_volumes
from tasks.staffing.models import Forecast, VolumeSet


def scenario(code: str = "peak") -> ScenarioTemplate:
    level, _ = ServiceLevel.objects.get_or_create(
        code="calls-80-20", defaults={"channel": "call", "share": 0.8, "seconds": 20, "name": {"en": "80 % in 20 s"}}
    )
    template, _ = ScenarioTemplate.objects.get_or_create(
        scenario=code, defaults={"name": {"en": code}, "text": {"en": code}, "service_level": level}
    )
    return template


def skill(code: str = "refunds", client: Client | None = None) -> Skill:
    return Skill.objects.get_or_create(code=code, defaults={"name": {"en": code}, "client": client})[0]


def language(code: str = "cmn") -> Language:
    return Language.objects.get_or_create(code=code, defaults={"name": {"en": code}})[0]


def rate_card(client: Client, channel: str = "call", **fields: Any) -> RateCard:
    fields.setdefault("effective_from", now() - timedelta(days=30))
    return RateCard.objects.create(client=client, channel=channel, price_minor=6000, pay_minor=4000, **fields)


def volumes(
    client: Client, *, days: int = 7, offered: float = 30, channel: str = "call", name: str = "a week"
) -> VolumeSet:
    """Calls from 9 to 17 local time, on the days from tomorrow on."""
    first = (now() + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
    rows = [
        {"starts_at": first + timedelta(days=day, minutes=30 * slot), "offered": offered, "handling_s": 180.0}
        for day in range(days)
        for slot in range(16)
    ]
    return enter_volumes(client=client, name=name, intervals=rows, by=None, channel=channel, minutes=30)


def forecast(history: VolumeSet, *, days: int = 7, **fields: Any) -> Forecast:
    """The days after the history's end, not computed yet."""
    assert history.last_day
    first = history.last_day + timedelta(days=1)
    outlook = Outlook(first, first + timedelta(days=days - 1), **fields)
    return ask_forecast(volumes=history, name=f"after {history.name}", outlook=outlook, by=None)


def positioning(**fields: Any) -> actions.Positioning:
    tomorrow = (now() + timedelta(days=1)).date()
    given: dict[str, Any] = {
        "title": "Autumn sale",
        "skill": skill(),
        "language": language(),
        "channel": "call",
        "service_level": ServiceLevel.objects.get(code="calls-80-20"),
        "starts_on": tomorrow,
        "ends_on": tomorrow + timedelta(days=1),
    }
    return actions.Positioning(**{**given, **fields})


def terms(order: Order, **fields: Any) -> Asked:
    assert order.starts_on
    assert order.ends_on
    given: dict[str, Any] = {"shrinkage": Decimal(0), "target_share": 0.8, "target_s": 20}
    return Asked(starts_on=order.starts_on, ends_on=order.ends_on, **{**given, **fields})


def drafted(client: Client, by: User, **fields: Any) -> Order:
    """A draft with its curve, ready for a quote."""
    if not RateCard.objects.filter(client=client).exists():
        rate_card(client)
    order = actions.start_order(client=client, template=scenario(), by=by)
    order = actions.position_order(order=order, positioning=positioning(**fields), by=by)
    order = actions.choose_volumes(order=order, volumes=volumes(client), by=by)
    return actions.compute_curve(order=order, asked=terms(order), by=by)


def launched(client: Client, by: User, **fields: Any) -> Order:
    """A submitted order with its launch programme; the pool is not asked."""
    order = drafted(client, by, **fields)
    quote = actions.quote_order(order=order, by=by)
    Order.objects.filter(pk=order.pk).update(state="submitted", submitted_by=by, submitted_at=now(), seats_asked=1)
    order.refresh_from_db()
    actions.begin_launch(order=order, quote=quote, by=by)
    return order


def contingency(client: Client, by: User, title: str = "The site is down") -> ContingencyPlan:
    """A plan with one person in its tree, who is being called."""
    given = {
        "title": title,
        "trigger": "No network for ten minutes",
        "skill": skill(),
        "channel": "call",
        "language": language(),
        "within_minutes": 120,
        "hours": 8,
        "call_tree": [{"who": "Li Na", "contact": "li.na@example.com", "after_minutes": 0}],
        "mix": {"own": 2, "outsourced": 1, "shared": 3, "home": 4},
        "seats": 10,
    }
    plan = actions.save_contingency(client=client, by=by, given=given)
    actions.set_off(plan=plan, exercise=True, by=by)
    return plan


def contact_type(client: Client, by: User, name: str = "Refunds", **fields: Any) -> ContactType:
    given: dict[str, Any] = {
        "name": name, "channel": "call", "volume": 50, "difficulty": 2, "sensitivity": 1, "remote_fit": True,
        "ordered": True,
    }  # fmt: skip
    return actions.save_contact_type(client=client, by=by, **{**given, **fields})
