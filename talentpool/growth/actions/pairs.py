"""Pairs who teach each other: proposed by rule, begun by both; time that is paid."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from accounts.models import User
from talentpool.agents.models import Agent, AgentLanguage
from talentpool.growth.errors import NotHerPair, NotInTheFuture
from talentpool.growth.models import CapabilityScore, MentorHour, Pair, Rulebook
from talentpool.growth.rules import pairs as rules
from talentpool.growth.states import PAIR, PairState
from talentpool.kernel.clock import now
from talentpool.kernel.errors import WrongState
from talentpool.messaging.actions import publish, tell

MOST_PEOPLE = 5_000


@transaction.atomic
def propose_pairs(*, most: int = 200) -> list[Pair]:
    """New proposals for people in the reserve who have no teacher; both are asked. May run at any pace."""
    people = _people()
    taken = set(Pair.objects.alive().values_list("learner_id", flat=True))
    matches = rules.propose([one for one in people if one.key not in taken], people)[:most]
    made = []
    for match in matches:
        pair = Pair.objects.create(
            learner_id=match.learner,
            teacher_id=match.teacher,
            capability=match.capability,
            learner_score=match.learner_score,
            teacher_score=match.teacher_score,
            proposed_at=now(),
        )
        for agent in (pair.learner, pair.teacher):
            tell(user=agent.user, topic="pairs.proposed", link="/agent/pairs/", dedupe=f"pair:{pair.ref}")
        made.append(pair)
    return made


def _people() -> list[rules.Person]:
    """Everybody in the reserve with enough evidence, newest scores first; five queries."""
    least = Rulebook.in_effect(now()).least_evidence
    known = CapabilityScore.objects.filter(evidence__gte=least, agent__in=Agent.objects.in_reserve())
    scores: dict[int, dict[str, float]] = {}
    for agent, name, score in known.order_by("-computed_at").values_list("agent_id", "capability", "score"):
        if agent in scores or len(scores) < MOST_PEOPLE:
            scores.setdefault(agent, {})[name] = score
    levels = dict(Agent.objects.filter(pk__in=scores).values_list("pk", "level"))
    spoken: dict[int, set[str]] = {}
    for agent, language in AgentLanguage.objects.filter(agent__in=scores).values_list("agent_id", "language_id"):
        spoken.setdefault(agent, set()).add(language)
    teaching = dict(Pair.objects.alive().values_list("teacher").annotate(n=Count("pk")))
    refused: dict[int, set[int]] = {}
    for learner, teacher in Pair.objects.filter(state=PairState.DECLINED).values_list("learner_id", "teacher_id"):
        refused.setdefault(learner, set()).add(teacher)
    return [
        rules.Person(
            key=agent,
            level=levels[agent],
            scores=found,
            languages=frozenset(spoken.get(agent, ())),
            teaches=teaching.get(agent, 0),
            refused=frozenset(refused.get(agent, ())),
        )
        for agent, found in scores.items()
    ]


@transaction.atomic
def say_yes(*, pair: Pair, by: User) -> Pair:
    """One of the two agrees; with both it begins. Raises NotHerPair, WrongState."""
    locked = _hers(pair, by)
    if locked.state != PairState.PROPOSED:
        raise WrongState(now=locked.get_state_display())
    if by.pk == locked.learner.user_id:
        locked.learner_said_yes_at = locked.learner_said_yes_at or now()
    else:
        locked.teacher_said_yes_at = locked.teacher_said_yes_at or now()
    locked.save(update_fields=["learner_said_yes_at", "teacher_said_yes_at"])
    if locked.learner_said_yes_at and locked.teacher_said_yes_at:
        PAIR.move(locked, PairState.ACTIVE)
        for agent in (locked.learner, locked.teacher):
            tell(user=agent.user, topic="pairs.begun", link="/agent/pairs/", dedupe=f"begun:{locked.ref}")
    return locked


@transaction.atomic
def decline_pair(*, pair: Pair, by: User) -> Pair:
    """Without a reason and without a consequence; these two are not proposed again."""
    locked = _hers(pair, by)
    PAIR.move(locked, PairState.DECLINED, ended_at=now())
    return locked


@transaction.atomic
def end_pair(*, pair: Pair, by: User) -> Pair:
    """Either of the two ends it."""
    locked = _hers(pair, by)
    PAIR.move(locked, PairState.ENDED, ended_at=now())
    return locked


def _hers(pair: Pair, by: User) -> Pair:
    rows = Pair.objects.select_for_update(of=("self",)).select_related("learner__user", "teacher__user")
    locked = rows.get(pk=pair.pk)
    if by.pk not in (locked.learner.user_id, locked.teacher.user_id):
        raise NotHerPair
    return locked


@transaction.atomic
def record_mentor_time(*, pair: Pair, day: date, minutes: int, by: User, note: str = "") -> MentorHour:
    """The teacher writes down what she taught; it is paid once the learner confirms. minutes: 5 to 240.

    Raises NotHerPair, NotInTheFuture, WrongState.
    """
    locked = _hers(pair, by)
    if by.pk != locked.teacher.user_id:
        raise NotHerPair
    if locked.state != PairState.ACTIVE:
        raise WrongState(now=locked.get_state_display())
    if day > now().date():
        raise NotInTheFuture
    hour = MentorHour.objects.create(
        mentor=locked.teacher, pair=locked, day=day, minutes=min(240, max(5, minutes)), note=note[:300]
    )
    tell(user=locked.learner.user, topic="pairs.confirm", link="/agent/pairs/", dedupe=f"hour:{hour.ref}")
    return hour


@transaction.atomic
def confirm_mentor_time(*, hour: MentorHour, by: User) -> MentorHour:
    """The learner says that it was so; billing hears of it. Twice is once. Raises NotHerPair."""
    locked = (
        MentorHour.objects.select_for_update(of=("self",)).select_related("pair__learner", "mentor").get(pk=hour.pk)
    )
    if by.pk != locked.pair.learner.user_id:
        raise NotHerPair
    if locked.confirmed_at is None:
        try:
            with transaction.atomic():
                locked.confirmed_at = now()
                locked.save(update_fields=["confirmed_at"])
        except IntegrityError as error:
            raise WrongState(now=str(locked.minutes)) from error
        publish(topic="mentoring.confirmed", hour=locked.ref, agent=locked.mentor.ref)
    return locked


@transaction.atomic
def mark_paid(*, hour: MentorHour) -> bool:
    """Billing has put it on a statement; False where it was there already."""
    return bool(MentorHour.objects.filter(Q(pk=hour.pk), paid_at__isnull=True).update(paid_at=now()))
