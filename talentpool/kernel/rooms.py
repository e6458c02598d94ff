"""What the rooms are called where staff see their lists."""

from django.utils.translation import gettext_lazy as _

NAMES = {
    "accounts": _("People and companies"),
    "messaging": _("Messages"),
    "agents": _("Agents"),
    "growth": _("Growth"),
    "screening": _("Screening"),
    "training": _("Training"),
    "activation": _("Activation"),
    "staffing": _("Staffing"),
    "orders": _("Orders"),
    "dispatch": _("Dispatch"),
    "attendance": _("Attendance"),
    "quality": _("Quality"),
    "billing": _("Billing"),
}
