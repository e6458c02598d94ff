"""Who may open the doors of training."""

from datetime import timedelta

from talentpool.kernel.clock import now
from talentpool.training import actions
from talentpool.training.models import Course, Lesson, Simulation
from tests.factories import training as make
from tests.world import PRINCIPALS, World

ALL = set(PRINCIPALS)
AGENTS = {"agent", "other_agent"}
AGENT = {"agent"}
TRAINERS = {"trainer", "administrator"}
BOTH = {"trainer", "recruiter", "administrator"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "certificate_verify": {"GET": ALL},
    **{
        name: {"GET": AGENTS}
        for name in ("agent:course_list", "agent:course_show", "agent:lesson_read", "agent:certificate_list")
    },
    **{name: {"POST": AGENTS} for name in ("agent:course_enrol", "agent:lesson_time", "agent:lesson_finish")},
    "agent:exam_start": {"POST": AGENT},
    "agent:exam_sit": {"GET": AGENT, "POST": AGENT},
    "agent:certificate_show": {"GET": AGENT},
    "agent:refresher_start": {"POST": AGENT},
    "staff:training_board": {"GET": BOTH},
    "staff:enrolment_page": {"GET": BOTH},
    "staff:enrolment_decide": {"POST": TRAINERS},
    "staff:oral_sheet": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:course_publish": {"POST": TRAINERS},
    "staff:course_change": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:certificate_revoke": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:probation_decide": {"GET": BOTH, "POST": BOTH},
    "agent:class_list": {"GET": AGENTS},
    "agent:class_place": {"POST": AGENTS},
    "agent:simulation_run": {"GET": AGENTS, "POST": AGENTS},  # who has not begun the course is led to it
    "staff:class_board": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:class_cancel": {"POST": TRAINERS},
    "staff:session_attendance": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:course_funnel": {"GET": BOTH | {"analyst"}},
    "staff:backbone_list": {"GET": TRAINERS | {"dispatcher"}},
    "staff:backbone_decide": {"GET": TRAINERS, "POST": TRAINERS},
    "staff:ramp_show": {"GET": TRAINERS | {"analyst", "dispatcher"}},
}


def args(world: World) -> dict[str, dict[str, object]]:
    """The agent in an exam with an open written part, and a certificate of another course."""
    enrolment = make.in_exam(world.agent)
    course = Course.objects.get(pk=enrolment.course_id)
    sitting = actions.start_written(enrolment=enrolment, by=world.agent.user)
    certificate = actions.issue_certificate(agent=world.agent, course=course)
    lesson = Lesson.objects.filter(module__course=course)[0]
    group = actions.open_class(
        course=course,
        trainer=world.users["trainer"],
        sessions=[(now() + timedelta(days=3), 60)],
        by=world.users["trainer"],
    )
    practice = Simulation.objects.create(course=course, code="practice", title=course.title, steps={})
    slugs = (
        "agent:course_show",
        "agent:course_enrol",
        "staff:course_publish",
        "staff:course_change",
        "staff:course_funnel",
    )
    refs = {
        **dict.fromkeys(("agent:lesson_read", "agent:lesson_time", "agent:lesson_finish"), lesson.ref),
        **dict.fromkeys(("agent:certificate_show", "agent:refresher_start", "certificate_verify"), certificate.ref),
        **dict.fromkeys(("staff:enrolment_page", "staff:enrolment_decide", "staff:oral_sheet"), enrolment.ref),
        "staff:certificate_revoke": certificate.ref,
        **dict.fromkeys(("agent:class_place", "staff:class_cancel"), group.ref),
        "staff:session_attendance": group.sessions.get().ref,
        "agent:simulation_run": practice.ref,
        "agent:exam_sit": sitting.ref,
        "staff:probation_decide": world.agent.ref,
        "staff:backbone_decide": world.agent.ref,
    }
    return {
        **{name: {"slug": course.slug} for name in slugs},
        **{name: {"ref": ref} for name, ref in refs.items()},
        "agent:exam_start": {"slug": course.slug, "part": "written"},
    }
