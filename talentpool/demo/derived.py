"""What a demo database derives after its history is written, by the rooms' own means."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from accounts.models import User
from accounts.states import StaffRole
from talentpool.activation import actions as activation
from talentpool.activation.strengths import strengths
from talentpool.agents.models import Agent, AgentSkill, Alias
from talentpool.demo import applicants, judged, learners, papers
from talentpool.demo.ledger import DAYS
from talentpool.demo.simulation import talk
from talentpool.growth import actions as growth
from talentpool.kernel.bulk import copy_objects
from talentpool.kernel.clock import now
from talentpool.kernel.models import DataMark
from talentpool.screening import actions as screening
from talentpool.training import actions as training
from talentpool.training.models import Certificate, Course
from tasks.attendance.models import Attendance
from tasks.attendance.states import AttendanceState
from tasks.billing import actions as billing
from tasks.quality import actions as quality

Say = Callable[[str], None]
CONVERSATIONS = 160
SCHEDULED = 3


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
    say("freshness, review, schedules of drills")
    activation.propose_fresh(at=at)
    activation.propose_reviews(at=at)
    _schedules(at)
    say("campaigns and courses")
    screening.open_standing_campaigns()
    _certificates(training.load_courses())
    say("applicants, coaching, pairs")
    applicants.make(random=Random(at.toordinal()), at=at)
    learners.make(random=Random(at.toordinal()), at=at)
    papers.hand_in(random=Random(at.toordinal()), at=at)
    growth.propose_pairs(most=40)
    _board()
    say("books")
    billing.post_past(before=at, paid_by=_finance())
    say("conversations")
    _conversations(at)
    say("what people judged of them")
    judged.make(random=Random(DataMark.objects.values_list("seed", flat=True).first()), at=at)
    say("ready")


def _certificates(courses: list[Course]) -> None:
    """The proof behind each skill that a course gives; it ends when the skill does."""
    for course in courses:
        held = AgentSkill.objects.filter(skill=course.skill, certified_until__isnull=False) if course.skill else ()
        copy_objects(
            [
                Certificate(
                    agent_id=one.agent_id,
                    course=course,
                    skill=course.skill,
                    issued_at=one.certified_until - timedelta(days=course.valid_days),
                    expires_at=one.certified_until,
                )
                for one in held
                if one.certified_until
            ]
        )


def _schedules(at: datetime) -> None:
    """The three largest segments are drilled by themselves when their interval is wider than 8 points."""
    dispatcher = User.objects.filter(groups__name=StaffRole.DISPATCHER).first()
    if dispatcher is None:
        return
    for segment in list(strengths(at=at))[:SCHEDULED]:
        activation.set_schedule(
            segment=segment, by=dispatcher, widest=0.08, least_days=21, thanks_minor=500, most_minor=100_000
        )


def _board() -> None:
    """Some of those above the first level want to be on the leader board."""
    for agent in Agent.objects.in_reserve().filter(level__gt=1).select_related("user").order_by("number")[:60:3]:
        growth.join_board(agent=agent, shown_as="", by=agent.user)


def _finance() -> tuple[User, User] | None:
    """Who proposed and who approved the payouts of the past: two people."""
    people = [User.objects.filter(groups__name=role).first() for role in (StaffRole.FINANCE, StaffRole.ADMINISTRATOR)]
    return (people[0], people[1]) if people[0] and people[1] and people[0] != people[1] else None


def _conversations(at: datetime) -> None:
    """The newest shifts leave a conversation each, so that the quality pages have something to show."""
    random = Random(at.toordinal())
    newest = Attendance.objects.filter(state=AttendanceState.CHECKED_OUT, checked_in_at__gte=at - timedelta(days=14))
    for day in newest.select_related(
        "assignment__agent", "assignment__shift__order__skill", "assignment__shift__order__client"
    ).order_by("-checked_in_at", "pk")[:CONVERSATIONS]:
        order, agent = day.assignment.shift.order, day.assignment.agent
        alias = Alias.objects.filter(agent=agent, client_id=order.client_id).first()
        if alias is None or day.checked_in_at is None:
            continue
        began = day.checked_in_at + timedelta(minutes=random.randint(5, 200))
        line = order.skill.code if order.skill else ""
        turns = talk.conversation(line, quality=random.uniform(0.3, 1), starts_at=began, random=random)
        sent = {"id": f"past-{day.pk}", "channel": order.channel, "agent": alias.name, "turns": turns}
        quality.receive_conversation(client=order.client, sent=sent, by=None, at=min(at, began + timedelta(minutes=9)))
