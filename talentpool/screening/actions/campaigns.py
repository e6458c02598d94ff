"""Setting up campaigns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening.actions.published import publish_model
from talentpool.screening.errors import WrongOrderOfGates
from talentpool.screening.models import Campaign, Gate
from talentpool.screening.rules import gates as rules
from talentpool.screening.states import CAMPAIGN, CampaignState, GateKind

# (kind, what differs from the model's defaults)
DEFAULT_GATES: Sequence[tuple[GateKind, dict[str, Any]]] = (
    (GateKind.KIT, {"pass_mark": 100, "weight": 0, "retake_after_hours": 0, "questions": 0}),
    (GateKind.VOICE, {"weight": 3, "questions": 3, "settings": {"takes": 5}}),
    (GateKind.WRITTEN, {"weight": 2, "questions": 12, "settings": {"minutes": 15}}),
    (GateKind.SITUATIONAL, {"weight": 3, "questions": 8, "settings": {"minutes": 15}}),
    (GateKind.SECURITY, {"weight": 2, "questions": 10, "max_attempts": 3, "settings": {"minutes": 12}}),
    (GateKind.INTERVIEW, {"weight": 3, "max_attempts": 1, "questions": 0, "settings": {"raters": 1}}),
)


@transaction.atomic
def create_campaign(
    *,
    slug: str,
    title: dict[str, str],
    text: dict[str, str],
    kind: str,
    by: User | None,
    gates: Sequence[tuple[str, dict[str, Any]]] = DEFAULT_GATES,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Campaign:
    """A draft campaign with its gates in the given order. Raises WrongOrderOfGates."""
    check_order(kinds=[str(kind) for kind, _ in gates])
    campaign = Campaign.objects.create(
        slug=slug, title=title, text=text, kind=kind, opens_at=opens_at or now(), closes_at=closes_at
    )
    for place, (gate, differs) in enumerate(gates, start=1):
        Gate.objects.create(campaign=campaign, kind=gate, place=place, **differs)
    return campaign


def check_order(*, kinds: Sequence[str]) -> None:
    """Raises WrongOrderOfGates unless kit check and voice test come before any interview."""
    faults = rules.order_faults(kinds)
    if faults:
        raise WrongOrderOfGates(gates=", ".join(str(GateKind(kind).label) for kind in faults))


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: User | None) -> Campaign:
    """Let people apply; what its gates weigh is published as the first version. Raises WrongOrderOfGates, WrongState."""
    check_order(kinds=list(campaign.gates.order_by("place").values_list("kind", flat=True)))
    CAMPAIGN.move(campaign, CampaignState.OPEN)
    if not campaign.published.exists():
        publish_model(campaign=campaign, by=by)
    return campaign


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User | None) -> Campaign:
    """Take no new applications; those under way go on."""
    CAMPAIGN.move(campaign, CampaignState.CLOSED, closes_at=now())
    return campaign


@transaction.atomic
def set_gate(*, gate: Gate, settings: dict[str, Any], by: User) -> Gate:
    """Another set of limits, minutes or prompts; it holds at once, also for who is in the middle of the gate."""
    locked = Gate.objects.select_for_update().get(pk=gate.pk)
    locked.settings = settings
    locked.save(update_fields=["settings"])
    return locked
