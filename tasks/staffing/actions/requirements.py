"""The seats some volumes need, computed and kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from talentpool.kernel.questions import Unanswerable
from tasks.staffing.errors import (
    DaysMakeNoSense,
    LoadTooLarge,
    NothingRequired,
    ParametersMakeNoSense,
    VolumesNotReady,
)
from tasks.staffing.kept import work_as_json
from tasks.staffing.models import Requirement, RequirementInterval, VolumeSet
from tasks.staffing.rules.chat import CONCURRENCY_AT_MOST
from tasks.staffing.rules.demand import Contacts, Need, Terms, Work, grid, lay, needs
from tasks.staffing.states import ImportState, Model

DAYS_AT_MOST = 62
ERLANGS_AT_MOST = 20_000
SEATS_OF_ROSTER_AT_MOST = 100_000
_CLOCK = re.compile(r"([01]\d|2[0-3]):(00|15|30|45)")


@dataclass(frozen=True)
class Asked:
    """What a requirement is computed for; days are local and both included. own_roster: ``{"HH:MM": seats}``.

    volume_share: of the volumes, what is ordered, 0 to 1. filler: written work that is done between calls.
    """

    starts_on: date
    ends_on: date
    model: str = Model.ERLANG_A
    target_share: float = 0.9
    target_s: int = 10
    patience_s: float = 120.0
    shrinkage: Decimal = Decimal("0.15")
    max_occupancy: Decimal = Decimal("0.9")
    ramp: float = 1.0
    own_roster: Mapping[str, int] = field(default_factory=dict)
    work: Work = field(default_factory=Work)
    volume_share: float = 1.0
    filler: VolumeSet | None = None

    def check(self) -> None:
        """Raises a Refusal that names what makes no sense."""
        if not 0 <= (self.ends_on - self.starts_on).days < DAYS_AT_MOST:
            raise DaysMakeNoSense(most=DAYS_AT_MOST)
        sensible = {
            _("The model"): self.model in Model.values,
            _("The share within the target"): 0 < self.target_share < 1,
            _("The target time"): 0 <= self.target_s <= 86_400,
            _("The patience of callers"): 1 <= self.patience_s <= 86_400,
            _("Shrinkage"): 0 <= self.shrinkage <= Decimal("0.8"),
            _("The highest occupancy"): Decimal("0.1") <= self.max_occupancy <= 1,
            _("The ramp"): 1 <= self.ramp <= 3,
            _("The client's own roster"): all(
                _CLOCK.fullmatch(clock) and 0 <= seats <= SEATS_OF_ROSTER_AT_MOST
                for clock, seats in self.own_roster.items()
            ),
            _("The share of the volumes"): 0 < self.volume_share <= 1,
            **_sensible_work(self.work),
        }
        for what, fine in sensible.items():
            if not fine:
                raise ParametersMakeNoSense(what=what)


def _sensible_work(work: Work) -> dict[str, bool]:
    """What a channel's own terms may be."""
    return {
        _("The number of chats at once"): 1 <= work.concurrency <= CONCURRENCY_AT_MOST and 0 <= work.slowdown <= 1,
        _("The deadline"): 15 <= work.deadline_minutes <= 14 * 1440,
        _("The working hours"): work.opens < work.closes,
        _("The dialling time"): 0 <= work.dialling_s <= 3600,
        _("The share of attempts that connect"): 0 <= work.connect_share <= 1,
        _("The number of attempts"): 1 <= work.most_attempts <= 20,
        _("The share that may not be called"): 0 <= work.struck_share < 1,
    }


@transaction.atomic
def compute_requirement(*, volumes: VolumeSet, asked: Asked, by: User | None) -> Requirement:
    """Lay the volumes on the days asked for, compute seats per interval by both models, keep the curve."""
    asked.check()
    if any(one.state != ImportState.DONE for one in (volumes, asked.filler) if one is not None):
        raise VolumesNotReady
    zone = ZoneInfo(volumes.timezone)
    contacts = _laid(volumes, asked, zone, share=asked.volume_share)
    if not any(each.offered for each in contacts):
        raise NothingRequired
    filler = _laid(asked.filler, asked, zone) if asked.filler else []
    if filler or volumes.channel not in ("call", "chat"):
        minutes = volumes.interval_minutes
        contacts = grid(contacts, first=asked.starts_on, last=asked.ends_on, zone=zone, minutes=minutes)
    terms = _terms(volumes, asked, filler)
    for each in contacts:
        erlangs = each.offered * each.handling_s * asked.ramp / (60 * terms.interval_minutes)
        if erlangs > ERLANGS_AT_MOST:
            raise LoadTooLarge(erlangs=f"{erlangs:,.0f}")
    try:
        computed = needs(contacts, terms, zone=zone)
    except Unanswerable as error:
        raise ParametersMakeNoSense(what=_("The service level")) from error
    return _keep(volumes, asked, computed, by)


def _laid(volumes: VolumeSet, asked: Asked, zone: ZoneInfo, *, share: float = 1.0) -> list[Contacts]:
    rows = volumes.intervals.values_list("starts_at", "offered", "handling_s")
    history = [Contacts(starts_at, offered * share, handling) for starts_at, offered, handling in rows]
    return lay(history, first=asked.starts_on, last=asked.ends_on, zone=zone)


def _terms(volumes: VolumeSet, asked: Asked, filler: list[Contacts]) -> Terms:
    return Terms(
        channel=volumes.channel,
        model=asked.model,
        interval_minutes=volumes.interval_minutes,
        service_level=Fraction(str(asked.target_share)),
        target_s=Fraction(asked.target_s),
        patience_s=asked.patience_s,
        shrinkage=Fraction(asked.shrinkage),
        max_occupancy=Fraction(asked.max_occupancy),
        ramp=asked.ramp,
        work=asked.work,
        own_roster=asked.own_roster,
        filler=filler,
    )


def _keep(volumes: VolumeSet, asked: Asked, computed: list[Need], by: User | None) -> Requirement:
    requirement = Requirement.objects.create(
        volumes=volumes,
        model=asked.model,
        target_share=asked.target_share,
        target_s=asked.target_s,
        patience_s=asked.patience_s,
        shrinkage=asked.shrinkage,
        max_occupancy=asked.max_occupancy,
        ramp=asked.ramp,
        own_roster=dict(asked.own_roster),
        work=work_as_json(asked.work),
        volume_share=asked.volume_share,
        filler=asked.filler,
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        timezone=volumes.timezone,
        interval_minutes=volumes.interval_minutes,
        created_by=by,
    )
    _keep_intervals(requirement, computed)
    return requirement


def _keep_intervals(requirement: Requirement, computed: list[Need]) -> None:
    RequirementInterval.objects.bulk_create(
        (
            RequirementInterval(
                requirement=requirement,
                starts_at=need.contacts.starts_at,
                offered=need.contacts.offered,
                handling_s=need.handling_s,
                erlangs=need.erlangs,
                agents_erlang_c=need.agents_patient,
                agents_erlang_a=need.agents_impatient,
                seats=need.seats,
                service_level=need.service_level,
                occupancy=need.occupancy,
                filler_erlangs=need.filler_erlangs,
                extra_agents=need.extra_agents,
            )
            for need in computed
        ),
        batch_size=2000,
    )
