"""Which conversations people inspect too: a random share of each stratum, more where it teaches more."""

import math
import random
import secrets
from collections import defaultdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from talentpool.kernel.clock import now
from tasks.quality.errors import NothingToAsk
from tasks.quality.models import HitVerdict, Inspection, InspectionPractice
from tasks.quality.states import DrawnFor

_LEAST_VERDICTS = 5
_VERDICT_DAYS = 90
_KEPT_S = 60


def drawn_for(*, inspection: Inspection, practice: InspectionPractice) -> str:
    """Why a person inspects this one too, by lot; empty: the lot says no. Shares are of all that arrive."""
    for why, percent in (
        (DrawnFor.DISAGREEMENT, practice.disagreement_percent if _is_distrusted(inspection, practice) else 0.0),
        (DrawnFor.NEW_AGENT, practice.new_agent_percent if _is_new(inspection, practice) else 0.0),
        (DrawnFor.SHARE, practice.sample_percent),
    ):
        if secrets.randbelow(10_000) < percent * 100:
            return why.value
    return ""


def _is_distrusted(inspection: Inspection, practice: InspectionPractice) -> bool:
    return bool(distrusted_rules(practice=practice) & {h["rule"] for h in inspection.hits})


def distrusted_rules(*, practice: InspectionPractice) -> frozenset[str]:
    """Rules whose hits people often called false, in the last 90 days; looked up once a minute."""
    known: frozenset[str] | None = cache.get("quality.distrusted")
    if known is None:
        recent = HitVerdict.objects.filter(at__gte=now() - timedelta(days=_VERDICT_DAYS))
        rows = recent.values("rule").annotate(n=Count("pk"), right=Count("pk", filter=Q(is_right=True)))
        rows = rows.filter(n__gte=_LEAST_VERDICTS)
        known = frozenset(r["rule"] for r in rows if r["right"] < practice.trusted_precision * r["n"])
        cache.set("quality.distrusted", known, _KEPT_S)
    return known


def _is_new(inspection: Inspection, practice: InspectionPractice) -> bool:
    if inspection.agent_id is None:
        return False
    since = inspection.inspected_at - timedelta(days=practice.new_agent_days)
    return not Inspection.objects.filter(agent_id=inspection.agent_id, inspected_at__lt=since).exists()


@transaction.atomic
def top_up_sample(*, day: date, by: User | None = None) -> int:
    """Draw for people what chance left short: at least the share of each (client, agent) of one day; returns how many."""
    del by
    share = InspectionPractice.current().sample_percent / 100
    start = datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    rows = Inspection.objects.filter(inspected_at__gte=start, inspected_at__lt=start + timedelta(days=1))
    strata: dict[tuple[int, int | None], list[tuple[int, bool]]] = defaultdict(list)
    for pk, client, agent, drawn in rows.values_list("pk", "client_id", "agent_id", "for_people").order_by("pk"):
        strata[client, agent].append((pk, drawn))
    chosen: list[int] = []
    chance = random.SystemRandom()
    for members in strata.values():
        missing = math.ceil(len(members) * share) - sum(drawn for _, drawn in members)
        if missing > 0:
            chosen += chance.sample([pk for pk, drawn in members if not drawn], missing)
    return Inspection.objects.filter(pk__in=chosen).update(for_people=True, drawn_for=DrawnFor.SHARE)


@transaction.atomic
def ask_for_people(*, inspection: Inspection, by: User) -> Inspection:
    """A client wants a person to look at one of its conversations. Raises NothingToAsk where a person looks anyway."""
    del by  # the door checks that it is the client's own
    locked = Inspection.objects.select_for_update(of=("self",)).get(pk=inspection.pk)
    if locked.for_people:
        raise NothingToAsk
    locked.for_people, locked.drawn_for = True, DrawnFor.CLIENT
    locked.save(update_fields=["for_people", "drawn_for"])
    return locked
