"""The recruiter's board: how many people stand where, and for how long."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property

from talentpool.agents.models import Language
from talentpool.agents.states import Channel
from talentpool.screening.models import Application, GateAttempt, KitHelp
from talentpool.screening.models.formality import FormalityQuerySet
from talentpool.screening.models.tally import StageTallyQuerySet
from talentpool.screening.searching import Filters, fingerprints, same_name
from talentpool.screening.states import POSSIBLE, ApplicationState, BulkStep, FormalityState, GateKind


@dataclass(frozen=True)
class Stage:
    """One column: its people, and since when the one waiting longest is here."""

    key: str
    label: Any
    count: int
    oldest: datetime | None


def stages(tallies: StageTallyQuerySet, applications: QuerySet[Application]) -> list[Stage]:
    """Every state with its count and its oldest; two queries, each over a few rows whatever the size."""
    counts = tallies.counts()
    since = applications.order_by("state_since").values_list("state", "state_since")
    firsts = [since.filter(state=state)[:1] for state in counts]
    oldest = dict(firsts[0].union(*firsts[1:], all=True)) if firsts else {}
    return [
        Stage(state, ApplicationState(state).label, counts.get(state, 0), oldest.get(state))
        for state in ApplicationState.values
    ]


def waiting(
    *,
    applications: QuerySet[Application],
    attempts: QuerySet[GateAttempt],
    kit_help: QuerySet[KitHelp],
    formalities: FormalityQuerySet,
) -> dict[str, int]:
    """What needs a person: decision, voice, interview, kit, papers; doubles of identity numbers; six queries."""
    rated = attempts.filter(handed_in_at__isnull=False, finished_at__isnull=True).aggregate(
        voice=Count("pk", filter=Q(gate__kind=GateKind.VOICE)),
        interview=Count("pk", filter=Q(gate__kind=GateKind.INTERVIEW)),
    )
    return {
        "decision": applications.filter(state=ApplicationState.DECISION).count(),
        **rated,
        "kit": kit_help.filter(state="asked").count(),
        "papers": formalities.filter(state=FormalityState.HANDED_IN).count(),
        "doubles": formalities.filter(double_of__isnull=False).count(),
    }


MOST_COUNTED = 10_000


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages that stop counting at ten thousand: nobody leafs that far, and counting would cost more than finding."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_COUNTED].count())


def namesakes(applications: QuerySet[Application], application: Application) -> QuerySet[Application]:
    """Other people of the very same name: perhaps one person with two accounts."""
    name = application.user.full_name
    found = applications.exclude(user_id=application.user_id)
    if not name:
        return found.none()
    same = found.filter(search__contains=fingerprints([same_name(name)]))
    return same.select_related("user", "campaign").order_by("-state_since")[:5]


def age(since: datetime | None, at: datetime) -> timedelta | None:
    """How long somebody has been in her stage."""
    return at - since if since else None


def choices(filters: Filters) -> dict[str, Any]:
    """What the filters offer, what is chosen, and which steps can be done to many from here."""
    return {
        "filters": filters,
        "query": filters.as_query(),
        "stage": ApplicationState(filters.state).label if filters.state else "",
        "languages": Language.objects.order_by("code"),
        "channels": Channel.choices,
        "steps": [step for step in BulkStep if not filters.state or filters.state in POSSIBLE[step]],
    }
