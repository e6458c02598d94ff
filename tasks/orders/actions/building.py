"""From the curves of an order's channels to its shifts, with their activities, pay and price."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import gcd
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from talentpool.kernel.clock import now
from tasks.orders import rules
from tasks.orders.errors import HubTooSmall, NoRateCard, NoSeats, NotComplete
from tasks.orders.models import Line, Order, RateCard, ScenarioTemplate, Shift, ShiftActivity, lines_of
from tasks.orders.states import ActivityKind
from tasks.staffing.models import Requirement
from tasks.staffing.rules.mixing import Crew, served
from tasks.staffing.rules.planning import Lines
from tasks.staffing.rules.shifts import stretches

LENGTHS = (120, 180, 240, 300, 360, 480)
EARLIEST_MINUTES = 60
Cards = Mapping[str, RateCard]


def cards_of(*, order: Order) -> dict[str, RateCard]:
    """The rate card in effect of each channel. Raises NotComplete or NoRateCard."""
    needed = {_("the skill"): order.skill, _("the language"): order.language}
    for what, value in needed.items():
        if value is None:
            raise NotComplete(what=what)
    cards = {}
    for line in lines_of(order):
        requirement_of(line=line)
        card = RateCard.objects.in_effect(client=order.client, channel=line.channel, at=now())
        if card is None:
            raise NoRateCard
        cards[line.channel] = card
    return cards


def requirement_of(*, line: Line) -> Requirement:
    """The curve of a channel. Raises NotComplete."""
    if line.requirement is None:
        raise NotComplete(what=_("the curve of seats"))
    return line.requirement


@dataclass(frozen=True)
class Cover:
    """What an order's shifts have to cover: the first moment, the seats of its channels on one grid, and the rules."""

    start: datetime
    lines: Lines
    channels: list[str]


def cover_of(*, order: Order, template: ScenarioTemplate) -> Cover:
    """The curves of an order on one grid. Raises NoSeats, HubTooSmall.

    Nothing is planned before anybody could come: hours that are over, or begin within the hour, are left out.
    """
    lines = lines_of(order)
    earliest = now() + timedelta(minutes=template.settings.get("earliest_minutes", EARLIEST_MINUTES))
    start, minutes, seats = _grid(lines, earliest=earliest)
    longest = template.settings.get("longest", 480)
    lengths = [length for length in LENGTHS if length % minutes == 0 and length <= longest]
    hub = order.hub_seats if order.hub_required else None
    asked = Lines(seats, minutes, lengths, order.mixes_channels, hub)
    most = max(asked.together)
    if hub is not None and most > hub:
        raise HubTooSmall(seats=hub, most=most)
    return Cover(start, asked, [line.channel for line in lines])


def lay_shifts(
    *, order: Order, template: ScenarioTemplate, cards: Cards, cover: Cover, crews: Sequence[Crew]
) -> list[Shift]:
    """The crews as shifts with pay and price, not kept yet; see ``keep_shifts``."""
    if not crews:
        raise NoSeats
    holidays = {date.fromisoformat(day) for day in template.settings.get("holidays", [])}
    grid = Grid(cover.start, cover.lines.interval_minutes, cover.channels, cards, holidays)
    return [_shift(order, crew, grid) for crew in crews]


def keep_shifts(*, order: Order, shifts: Sequence[Shift], cover: Cover, crews: Sequence[Crew]) -> None:
    """Replace the order's shifts and their activities."""
    order.shifts.all().delete()
    Shift.objects.bulk_create(shifts, batch_size=500)
    minutes = cover.lines.interval_minutes
    found = [one for crew, shift in zip(crews, shifts, strict=True) for one in _activities(shift, crew, minutes, cover)]
    ShiftActivity.objects.bulk_create(found, batch_size=2000)


class Grid:
    """What every shift of an order is laid on: the first moment, minutes an interval, channels by row, rates, holidays."""

    def __init__(
        self, start: datetime, minutes: int, channels: list[str], cards: Cards, holidays: set[date]
    ) -> None:  # fmt: skip
        self.start, self.minutes, self.channels = start, minutes, channels
        self.holidays = holidays
        self.rates = [
            rules.Rates(card.price_minor, card.pay_minor, card.night_factor, card.holiday_factor, card.currency)
            for card in (cards[channel] for channel in channels)
        ]

    def rates_of(self, crew: Crew) -> rules.Rates:
        """Each channel's rates by the minutes that the crew serves it."""
        parts = served(crew, interval_minutes=self.minutes)
        return rules.blended([(end - begin, self.rates[row]) for begin, end, row in parts])


def _grid(lines: list[Line], *, earliest: datetime) -> tuple[datetime, int, list[list[int]]]:
    """The curves on one unbroken grid: its first moment, minutes an interval, seats by line and interval.

    Intervals that begin before ``earliest`` need nobody.
    """
    curves = [requirement_of(line=line).intervals.filter(starts_at__gte=earliest) for line in lines]
    known = [dict(curve.values_list("starts_at", "seats")) for curve in curves]
    steps = [requirement_of(line=line).interval_minutes for line in lines]
    if not any(known):
        raise NoSeats
    minutes, start = gcd(*steps), min(min(row) for row in known if row)
    step = timedelta(minutes=minutes)
    ends = [int((max(row) - start) / step) + own // minutes for row, own in zip(known, steps, strict=True) if row]
    size = max(*ends, LENGTHS[0] // minutes)
    seats = [[0] * size for _line in lines]
    for filled, row, own in zip(seats, known, steps, strict=True):
        for moment, number in row.items():
            first = int((moment - start) / step)
            filled[first : first + own // minutes] = [number] * (own // minutes)
    return start, minutes, seats


def _shift(order: Order, crew: Crew, grid: Grid) -> Shift:
    step = timedelta(minutes=grid.minutes)
    begins, ends = grid.start + step * crew.start, grid.start + step * crew.end
    zone, rates = ZoneInfo(order.timezone), grid.rates_of(crew)
    by = rules.factor(begins, ends, zone=zone, rates=rates, holidays=grid.holidays)
    return Shift(
        order=order,
        starts_at=begins,
        ends_at=ends,
        seats_asked=crew.seats,
        pay_minor=rules.hourly(rates.pay_minor, by=by, bonus_minor=order.bonus_minor),
        price_minor=rules.hourly(rates.price_minor, by=by, bonus_minor=order.bonus_minor),
        currency=rates.currency,
        channels=[grid.channels[row] for row in dict.fromkeys(crew.rows)] if len(grid.channels) > 1 else [],
    )


def _activities(shift: Shift, crew: Crew, minutes: int, cover: Cover) -> list[ShiftActivity]:
    channel_at = {begin: cover.channels[row] for begin, _end, row in served(crew, interval_minutes=minutes)}
    return [
        ShiftActivity(
            shift=shift,
            kind=ActivityKind.WORK if part.work else ActivityKind.BREAK,
            channel=channel_at[part.start] if part.work else "",
            starts_at=shift.starts_at + timedelta(minutes=part.start),
            ends_at=shift.starts_at + timedelta(minutes=part.end),
        )
        for part in stretches((crew.end - crew.start) * minutes)
    ]
