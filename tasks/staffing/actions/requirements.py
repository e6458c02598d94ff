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
from tasks.staffing.models import Requirement, RequirementInterval, VolumeSet
from tasks.staffing.rules.demand import Contacts, Need, Terms, lay, needs
from tasks.staffing.states import ImportState, Model

DAYS_AT_MOST = 62
ERLANGS_AT_MOST = 20_000
SEATS_OF_ROSTER_AT_MOST = 100_000
CHATS_AT_ONCE = 2
_CLOCK = re.compile(r"([01]\d|2[0-3]):(00|15|30|45)")


@dataclass(frozen=True)
class Asked:
    """What a requirement is computed for; days are local and both included. own_roster: ``{"HH:MM": seats}``."""

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
        }
        for what, fine in sensible.items():
            if not fine:
                raise ParametersMakeNoSense(what=what)


@transaction.atomic
def compute_requirement(*, volumes: VolumeSet, asked: Asked, by: User | None) -> Requirement:
    """Lay the volumes on the days asked for, compute seats per interval by both models, keep the curve."""
    asked.check()
    if volumes.state != ImportState.DONE:
        raise VolumesNotReady
    zone = ZoneInfo(volumes.timezone)
    history = [Contacts(*row) for row in volumes.intervals.values_list("starts_at", "offered", "handling_s")]
    contacts = lay(history, first=asked.starts_on, last=asked.ends_on, zone=zone)
    terms = _terms(volumes, asked)
    for each in contacts:
        erlangs = each.offered * each.handling_s * asked.ramp / (60 * terms.interval_minutes)
        if erlangs > ERLANGS_AT_MOST:
            raise LoadTooLarge(erlangs=f"{erlangs:,.0f}")
    if not any(each.offered for each in contacts):
        raise NothingRequired
    try:
        computed = needs(contacts, terms, zone=zone)
    except Unanswerable as error:
        raise ParametersMakeNoSense(what=_("The service level")) from error
    return _keep(volumes, asked, computed, by)


def _terms(volumes: VolumeSet, asked: Asked) -> Terms:
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
        concurrency=CHATS_AT_ONCE if volumes.channel == "chat" else 1,
        own_roster=asked.own_roster,
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
        starts_on=asked.starts_on,
        ends_on=asked.ends_on,
        timezone=volumes.timezone,
        interval_minutes=volumes.interval_minutes,
        created_by=by,
    )
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
            )
            for need in computed
        ),
        batch_size=2000,
    )
    return requirement
