"""The front page: where each visitor belongs, and what is open to apply for."""

from typing import Any

from django.contrib.auth.models import AnonymousUser

from accounts.models import Membership, User
from accounts.principals import ANONYMOUS
from talentpool.agents.models import Agent
from talentpool.faces.rows import address
from talentpool.kernel.clock import now
from talentpool.screening.models import Application, Campaign


def home_of(user: User | AnonymousUser) -> str:
    """The address of the face this user belongs to, "" for a visitor."""
    if not isinstance(user, User):
        return ""
    if user.is_staff:
        return address("admin:index")
    if Membership.objects.filter(user=user).exists():
        return address("client:home")
    if Agent.objects.filter(user=user).exists():
        return address("agent:home")
    newest = Application.objects.filter(user=user).order_by("-started_at").first()
    return address("application_show", "apply_list", ref=newest.ref) if newest else ""


def gather() -> dict[str, Any]:
    """Open campaigns with where to apply, and where the rules stand."""
    at = now()
    campaigns = [
        {"campaign": one, "href": address("campaign_page", "apply_list", slug=one.slug)}
        for one in Campaign.objects.visible_to(ANONYMOUS).filter(opens_at__lte=at).order_by("opens_at")
        if one.closes_at is None or one.closes_at > at
    ]
    return {"campaigns": campaigns, "order_href": address("client_signup", "account_login")}
