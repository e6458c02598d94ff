"""One lesson for the weakest capability, from the growth log."""

from django.db import IntegrityError, transaction

from talentpool.agents.models import Agent
from talentpool.growth.actions import weakest_capability
from talentpool.growth.models import CapabilityScore
from talentpool.kernel.clock import now
from talentpool.messaging.actions import tell
from talentpool.training.models import Lesson, LessonProgress, LessonProposal
from talentpool.training.states import CourseState


@transaction.atomic
def propose_lesson(*, agent: Agent) -> LessonProposal | None:
    """Propose one lesson on her weakest capability: the first she has not read, else the one she read longest ago.

    One is open at a time. None where too little is known, or there is no such lesson. May run twice.
    """
    standing = LessonProposal.objects.filter(agent=agent, done_at__isnull=True).select_related("lesson").first()
    if standing is not None:
        return standing
    weakest = weakest_capability(agent=agent)
    lesson = (_unread(agent, weakest) or _read_longest_ago(agent, weakest)) if weakest else None
    if lesson is None or weakest is None:
        return None
    score = CapabilityScore.objects.get(agent=agent, capability=weakest).score
    try:
        with transaction.atomic():
            proposal = LessonProposal.objects.create(
                agent=agent, lesson=lesson, capability=weakest, score=score, proposed_at=now()
            )
    except IntegrityError:
        return LessonProposal.objects.get(agent=agent, done_at__isnull=True)
    link = f"/agent/lessons/{lesson.ref}/"
    params = {"lesson": lesson.title, "minutes": lesson.minutes}
    tell(user=agent.user, topic="training.lesson_proposed", params=params, link=link, dedupe=f"proposal:{proposal.ref}")
    return proposal


def _unread(agent: Agent, capability: str) -> Lesson | None:
    """Courses she is in come first."""
    read = LessonProgress.objects.filter(enrolment__agent=agent, finished_at__isnull=False).values("lesson_id")
    lessons = Lesson.objects.filter(capability=capability, module__course__state=CourseState.PUBLISHED).exclude(
        pk__in=read
    )
    hers = lessons.filter(module__course__enrolments__agent=agent).in_order().first()
    return hers or lessons.filter(module__course__client__isnull=True).in_order().first()


def _read_longest_ago(agent: Agent, capability: str) -> Lesson | None:
    """Who has read everything reads again what she may have forgotten most."""
    read = LessonProgress.objects.filter(enrolment__agent=agent, finished_at__isnull=False)
    lessons = read.filter(lesson__capability=capability, lesson__module__course__state=CourseState.PUBLISHED)
    oldest = lessons.select_related("lesson").order_by("finished_at", "pk").first()
    return oldest.lesson if oldest else None
