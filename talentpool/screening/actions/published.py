"""Publishing the screening model of a campaign."""

from django.db import transaction

from accounts.models import User
from talentpool.kernel.clock import now
from talentpool.screening.errors import NothingChanged
from talentpool.screening.models import Campaign, PublishedModel


def gates_of(*, campaign: Campaign) -> list[dict[str, object]]:
    """What the gates ask now, in their order."""
    names = ("kind", "weight", "pass_mark", "max_attempts")
    return [{name: getattr(gate, name) for name in names} for gate in campaign.gates.order_by("place")]


@transaction.atomic
def publish_model(*, campaign: Campaign, by: User | None, note: str = "") -> PublishedModel:
    """The next version, with what the gates weigh and ask now; decisions from here on name it. Raises NothingChanged."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    last, gates = PublishedModel.objects.of_campaign(locked), gates_of(campaign=locked)
    if last is not None and last.gates == gates:
        raise NothingChanged
    version = last.version + 1 if last else 1
    locked.model_version = str(version)
    locked.save(update_fields=["model_version"])
    campaign.model_version = locked.model_version
    return PublishedModel.objects.create(
        campaign=locked, version=version, gates=gates, note=note[:300], published_at=now(), published_by=by
    )
