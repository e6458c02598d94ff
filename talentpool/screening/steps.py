"""The steps of the application form, in their order."""

from django.utils.translation import gettext_lazy as _

STEPS = {
    "person": _("About you"),
    "work": _("Languages and channels"),
    "experience": _("Experience and hours"),
    "arrangements": _("Arrangements"),
}
REQUIRED = ("person", "work", "experience")  # arrangements are voluntary


def after(step: str) -> str | None:
    """The step that follows, or None after the last."""
    order = list(STEPS)
    place = order.index(step) + 1
    return order[place] if place < len(order) else None
