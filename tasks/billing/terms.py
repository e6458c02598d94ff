"""What billing says of its terms to rooms before it in time."""

from tasks.billing.models import PayTerms
from tasks.orders.agreed import CancellationStep


def cancellation_steps() -> list[CancellationStep]:
    """What a late cancellation is paid, as a client's quote says it."""
    terms = PayTerms.current()
    return [
        CancellationStep(terms.cancel_late_hours, terms.cancel_late_percent / 100),
        CancellationStep(terms.cancel_early_hours, terms.cancel_early_percent / 100),
    ]
