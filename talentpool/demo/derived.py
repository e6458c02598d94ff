"""What a demo database derives after its history is written, by the rooms' own means."""

from collections.abc import Callable
from datetime import timedelta

from talentpool.activation import actions as activation
from talentpool.demo.ledger import DAYS
from talentpool.kernel.clock import now
from talentpool.screening import actions as screening
from talentpool.training import actions as training

Say = Callable[[str], None]


def build(*, say: Say) -> None:
    """Matching index, rates and acceptance model, as their jobs would make them overnight."""
    at = now()
    say("matching index")
    activation.rebuild_index(at=at)
    say("activation rates")
    activation.roll_up(since=at - timedelta(days=DAYS + 2), until=at)
    activation.refresh_rates(at=at)
    say("acceptance model")
    activation.train_acceptance(at=at)
    say("campaigns and courses")
    screening.open_standing_campaigns()
    training.load_courses()
    say("ready")
