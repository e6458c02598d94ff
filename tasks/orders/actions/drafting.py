"""A draft and its steps: scenario, positioning, volumes, curve. Each step saves; the draft resumes where it stopped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import Client, User
from talentpool.agents.models import Language, Skill
from talentpool.kernel.clock import now
from tasks.orders.errors import DaysPast, NotComplete, NotEditable, NothingFit
from tasks.orders.models import Order, ScenarioTemplate, ServiceLevel, Workplace, line_of
from tasks.orders.splitting import share_of
from tasks.orders.states import ORDER, OrderState
from tasks.staffing.actions import Asked, compute_requirement
from tasks.staffing.actions.requirements import DAYS_AT_MOST
from tasks.staffing.errors import DaysMakeNoSense, VolumesNotReady
from tasks.staffing.models import VolumeSet
from tasks.staffing.states import ImportState

EDITABLE = (OrderState.DRAFT, OrderState.QUOTED)


@dataclass(frozen=True)
class Positioning:
    """Why, who, where, what, when, how: the short form. Days are local and both included.

    also: service levels of further channels, one a channel. certificates: skills everybody must be certified for, too.
    mixes_channels: whether agents change the channel at a break. hub_seats: most people in the hub at once.

    answers: free words under those six names; they set nothing by themselves and tell agents what to expect.
    """

    title: str
    skill: Skill
    language: Language
    channel: str
    service_level: ServiceLevel
    starts_on: date
    ends_on: date
    kind: str = ""
    hub_required: bool = False
    workplace: Workplace | None = None
    bonus_minor: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    also: Sequence[ServiceLevel] = ()
    certificates: Sequence[Skill] = ()
    mixes_channels: bool = True
    hub_seats: int | None = None


ASKED = (
    "title", "skill", "language", "channel", "service_level", "starts_on", "ends_on", "kind", "hub_required", "workplace",
    "bonus_minor", "mixes_channels",
)  # fmt: skip


@transaction.atomic
def start_order(*, client: Client, template: ScenarioTemplate, by: User, title: str = "") -> Order:
    """A new draft with what the scenario presets."""
    order = Order.objects.create(
        client=client,
        number=uuid4().hex[:16],  # until its own is known
        title=title.strip()[:120] or str(template.name),
        scenario=template.scenario,
        service_level=template.service_level,
        channel=template.service_level.channel,
        timezone=client.timezone,
        fill_target=template.fill_target,
        bonus_minor=template.bonus_minor,
        created_by=by,
    )
    order.number = f"O-{order.pk:06d}"
    order.save(update_fields=["number"])
    return order


@transaction.atomic
def position_order(*, order: Order, positioning: Positioning, by: User) -> Order:
    """Set what is asked for. A changed channel or other days make curve and quote void."""
    order = _editable(order)
    today = now().astimezone(ZoneInfo(order.timezone)).date()
    if positioning.starts_on < today:
        raise DaysPast
    if not 0 <= (positioning.ends_on - positioning.starts_on).days < DAYS_AT_MOST:
        raise DaysMakeNoSense(most=DAYS_AT_MOST)
    if order.volumes and order.volumes.channel != positioning.channel:
        order.volumes = None
    for name in ASKED:
        setattr(order, name, getattr(positioning, name))
    order.hub_seats = positioning.hub_seats if positioning.hub_required else None
    order.positioning = {name: answer for name, answer in positioning.answers.items() if answer}
    order.requirement = None
    order.save(update_fields=[*ASKED, "hub_seats", "positioning", "volumes", "requirement"])
    order.certificates.set(positioning.certificates)
    _further(order, positioning)
    return _back_to_draft(order)


def _further(order: Order, positioning: Positioning) -> None:
    """One row for each further channel; what stays keeps its volumes, every curve is computed anew."""
    wanted = {level.channel: level for level in positioning.also if level.channel != positioning.channel}
    order.further.exclude(channel__in=wanted).delete()
    for channel, level in wanted.items():
        order.further.update_or_create(channel=channel, defaults={"service_level": level, "requirement": None})


@transaction.atomic
def choose_volumes(*, order: Order, volumes: VolumeSet, by: User) -> Order:
    """Lay the order's line of their channel on these volumes; they may still be reading, the curve waits for them.

    Volumes of a channel the order does not have make it the order's first.
    """
    order = _editable(order)
    if volumes.client_id != order.client_id or volumes.state in (ImportState.FAILED, ImportState.UNDONE):
        raise VolumesNotReady
    if order.further.filter(channel=volumes.channel).update(volumes=volumes, requirement=None):
        return _back_to_draft(order)
    if volumes.channel != order.channel:
        order.channel = volumes.channel
    order.volumes, order.requirement = volumes, None
    order.save(update_fields=["volumes", "requirement", "channel"])
    return _back_to_draft(order)


@transaction.atomic
def compute_curve(*, order: Order, asked: Asked, by: User, channel: str = "") -> Order:
    """Compute the seats per interval of one channel from its volumes, and keep the curve with it.

    channel: one of the order's, its first where none is named.
    """
    order = _editable(order)
    line = line_of(order, channel)
    if line.volumes is None:
        raise NotComplete(what=Order._meta.get_field("volumes").verbose_name)
    share = share_of(order, line.channel)
    if not share:
        raise NothingFit
    asked = replace(asked, volume_share=share)
    line.requirement = compute_requirement(volumes=line.volumes, asked=asked, by=by)
    line.save(update_fields=["requirement"])
    return _back_to_draft(order)


def _editable(order: Order) -> Order:
    """The row, locked, so that a quote or a second tab can't slip in between. Raises NotEditable."""
    locked = Order.objects.select_for_update(of=("self",)).select_related("volumes", "client").get(pk=order.pk)
    if locked.state not in EDITABLE:
        raise NotEditable
    return locked


def _back_to_draft(order: Order) -> Order:
    """Shifts and quote were computed from what has changed."""
    order.shifts.all().delete()
    if order.state == OrderState.QUOTED:
        ORDER.move(order, OrderState.DRAFT)
    return order
