"""The recruiter's board: how many people stand where, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Sum, Value
from django.urls import reverse
from django.utils.functional import cached_property

from accounts.principals import SYSTEM
from talentpool.agents.models import Language
from talentpool.agents.states import Channel
from talentpool.kernel import formats
from talentpool.kernel.compiled import Compiled
from talentpool.screening.models import Application, Campaign, Formality, GateAttempt, KitHelp, StageTally
from talentpool.screening.models.tally import StageTallyQuerySet
from talentpool.screening.searching import Filters, fingerprints, same_name
from talentpool.screening.states import POSSIBLE, ApplicationState, BulkStep, FormalityState, GateKind

COLUMNS = ("ref", "state", "state_since", "user__ref", "user__username", "user__name_sealed", "campaign__title")
WAITING_FOR = ("decision", "voice", "interview", "kit", "papers", "doubles")
TONES: dict[str, str] = {
    ApplicationState.ADMITTED: "ready",
    ApplicationState.REJECTED: "person",
    ApplicationState.STOPPED: "person",
    ApplicationState.DECISION: "waiting",
    ApplicationState.GATES: "waiting",
}


@dataclass(frozen=True)
class Stage:
    """One column: its people, and since when the one waiting longest is here."""

    key: str
    label: Any
    count: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One application as the table shows it; nothing is asked of the database or the catalogue for a single row."""

    ref: UUID
    href: str
    name: str
    tone: str
    label: str
    campaign: str
    age: str


def rows(applications: Iterable[Application], at: datetime) -> list[Row]:
    """``applications`` with user and campaign (see ``COLUMNS``), as rows."""
    labels = {value: str(label) for value, label in ApplicationState.choices}
    nobody = UUID(int=0)
    way = reverse("staff:application_page", args=[nobody])
    return [
        Row(
            ref=one.ref,
            href=way.replace(str(nobody), str(one.ref)),
            name=one.user.get_full_name(),
            tone=TONES.get(one.state, "plain"),
            label=labels[one.state],
            campaign=str(one.campaign),
            age=formats.duration((at - one.state_since).total_seconds()),
        )
        for one in applications
    ]


def stages(tallies: StageTallyQuerySet, applications: QuerySet[Application]) -> list[Stage]:
    """Every state with its count and its oldest; one query over a few rows whatever the size."""
    return _as_stages(_stages(tallies, applications))


def all_stages() -> list[Stage]:
    """``stages`` of every campaign: the same for everybody who may open the board, so written as SQL once."""
    return _as_stages(_ALL_STAGES())


def _stages(tallies: StageTallyQuerySet, applications: QuerySet[Application]) -> QuerySet[Any, Any]:
    longest = applications.filter(state=OuterRef("state")).order_by("state_since").values("state_since")[:1]
    counted = tallies.order_by().values("state").annotate(number=Sum("people"))
    return counted.annotate(oldest=Subquery(longest)).values_list("state", "number", "oldest")


def _as_stages(found: Iterable[tuple[str, int, datetime | None]]) -> list[Stage]:
    known = {state: (int(number), oldest) for state, number, oldest in found if number}
    return [
        Stage(state, ApplicationState(state).label, *known.get(state, (0, None))) for state in ApplicationState.values
    ]


def total(filters: Filters, shown: Iterable[Stage]) -> int | None:
    """How many the filters find, where the counts of the stages say it already; else None."""
    if filters.language or filters.channel or filters.q or filters.older:
        return None
    return sum(stage.count for stage in shown if filters.state in ("", stage.key))


def waiting() -> dict[str, int]:
    """What needs a person: decision, voice, interview, kit, papers; doubles of identity numbers; one query.

    Who may open the board sees all of these, so its SQL is the same for everybody and written once.
    """
    return {**dict.fromkeys(WAITING_FOR, 0), **dict(_WAITING())}


def _wanted() -> dict[str, QuerySet[Any]]:
    to_rate = GateAttempt.objects.visible_to(SYSTEM).to_rate()
    papers = Formality.objects.visible_to(SYSTEM)
    return {
        "decision": Application.objects.visible_to(SYSTEM).filter(state=ApplicationState.DECISION),
        "voice": to_rate.filter(gate__kind=GateKind.VOICE),
        "interview": to_rate.filter(gate__kind=GateKind.INTERVIEW),
        "kit": KitHelp.objects.visible_to(SYSTEM).filter(state="asked"),
        "papers": papers.filter(state=FormalityState.HANDED_IN),
        "doubles": papers.doubles(),
    }


def _counted() -> QuerySet[Any, Any]:
    text: CharField[str, str] = CharField()
    parts: list[QuerySet[Any, Any]] = [
        found.order_by()
        .values(what=Value(name, output_field=text))
        .annotate(number=Count("pk"))
        .values_list("what", "number")
        for name, found in _wanted().items()
    ]
    return parts[0].union(*parts[1:], all=True)


_WAITING: Compiled[Any] = Compiled(_counted)
_ALL_STAGES: Compiled[Any] = Compiled(
    lambda: _stages(StageTally.objects.visible_to(SYSTEM), Application.objects.visible_to(SYSTEM))
)
_CAMPAIGNS: Compiled[Campaign] = Compiled(
    lambda: Campaign.objects.visible_to(SYSTEM).order_by("-opens_at").only("slug", "title")[:50]
)
_LANGUAGES: Compiled[Language] = Compiled(lambda: Language.objects.order_by("code"))

MOST_COUNTED, MOST_LEAFED = 1_000, 10_000


class Counted(Paginator):  # type: ignore[type-arg]
    """Pages that stop counting at a thousand: nobody leafs that far, and counting would cost more than finding.

    total: how many there are, where the stages have said it already.
    """

    def __init__(self, *args: Any, total: int | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.total = total

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return int(rows.order_by()[:MOST_COUNTED].count()) if self.total is None else min(self.total, MOST_LEAFED)

    @property
    def is_more(self) -> bool:
        """Whether there may be more than were counted."""
        return self.total is None and self.count >= MOST_COUNTED


def namesakes(applications: QuerySet[Application], application: Application) -> QuerySet[Application]:
    """Other people of the very same name: perhaps one person with two accounts."""
    name = application.user.full_name
    found = applications.exclude(user_id=application.user_id)
    if not name:
        return found.none()
    same = found.filter(search__contains=fingerprints([same_name(name)]))
    return same.select_related("user", "campaign").order_by("-state_since")[:5]


def choices(filters: Filters) -> dict[str, Any]:
    """What the filters offer, what is chosen, and which steps can be done to many from here."""
    return {
        "filters": filters,
        "query": filters.as_query(),
        "stage": ApplicationState(filters.state).label if filters.state else "",
        "campaigns": _CAMPAIGNS(),
        "languages": _LANGUAGES(),
        "channels": Channel.choices,
        "steps": [step for step in BulkStep if not filters.state or filters.state in POSSIBLE[step]],
    }
