"""Training's actions, on PostgreSQL."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client as Browser
from django.urls import reverse

from accounts.actions import set_name
from accounts.models import DecisionRecord
from talentpool.agents.models import AgentSkill
from talentpool.growth.models import CapabilityScore, Entry
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput, WrongState
from talentpool.training import actions, errors, jobs
from talentpool.training.models import (
    Certificate,
    Enrolment,
    ExamQuestion,
    Lesson,
    LessonProgress,
    LessonProposal,
    Sitting,
)
from tests.factories import training as make
from tests.factories.accounts import staff, user

pytestmark = pytest.mark.django_db


def test_an_exam_that_covers_too_little_is_not_published_and_names_the_missing_lines() -> None:
    course = make.draft(asked=["greeting", "refund", "delivery"])
    with pytest.raises(errors.ExamCoversTooLittle) as refused:
        actions.publish_course(course=course, by=None)
    assert "privacy, sale" in refused.value.advice
    assert make.course(asked=["greeting", "refund", "delivery", "privacy"]).state == "published"


def test_an_exam_that_draws_too_few_questions_is_not_published_either() -> None:
    with pytest.raises(errors.ExamCoversTooLittle):
        make.course(lines=[f"line-{n}" for n in range(12)], asked=[f"line-{n}" for n in range(12)])


@pytest.mark.parametrize("options", [[], [{"key": "a", "text": {"en": "x", "zh-hans": "x"}, "worth": 0}] * 2, "x"])
def test_an_exam_with_a_question_nobody_can_answer_is_not_published_and_names_it(options: object) -> None:
    course = make.draft()
    asked = ExamQuestion.objects.filter(course=course)[0]
    ExamQuestion.objects.filter(pk=asked.pk).update(options=options, code="without-answer")
    with pytest.raises(errors.QuestionsWithoutAnswer) as refused:
        actions.publish_course(course=course, by=None)
    assert "without-answer" in refused.value.advice
    ExamQuestion.objects.filter(pk=asked.pk).update(active=False)
    assert actions.publish_course(course=course, by=None).state == "published"


def test_a_draft_course_takes_nobody() -> None:
    agent = make.learner()
    with pytest.raises(errors.CourseNotOpen):
        actions.enrol(agent=agent, course=make.draft(), by=agent.user)


def test_reading_is_kept_paid_and_opens_the_exam() -> None:
    agent, course = make.learner(), make.course()
    enrolment = actions.enrol(agent=agent, course=course, by=agent.user)
    lesson = Lesson.objects.filter(module__course=course)[0]
    with time_machine.travel(now() - timedelta(minutes=4)):
        progress = actions.open_lesson(enrolment=enrolment, lesson=lesson, by=agent.user)
    actions.spend_time(progress=progress, seconds=90_000, by=agent.user)
    progress.refresh_from_db()
    assert 235 <= progress.seconds <= 250
    make.read_all(enrolment, agent.user)
    assert enrolment.state == "exam"
    assert Sitting.objects.get(enrolment=enrolment, part="conduct").score == 100
    assert Entry.objects.filter(subject=agent.user, kind="lesson").count() == 2
    before = LessonProgress.objects.get(pk=progress.pk).seconds
    actions.finish_lesson(progress=progress, by=agent.user)
    assert LessonProgress.objects.get(pk=progress.pk).seconds == before


def test_a_lesson_of_another_course_is_bad_input() -> None:
    agent = make.learner()
    enrolment = actions.enrol(agent=agent, course=make.course(), by=agent.user)
    other = Lesson.objects.filter(module__course=make.course())[0]
    with pytest.raises(BadInput):
        actions.open_lesson(enrolment=enrolment, lesson=other, by=agent.user)


def test_the_exam_opens_only_after_the_lessons() -> None:
    agent = make.learner()
    enrolment = actions.enrol(agent=agent, course=make.course(), by=agent.user)
    with pytest.raises(errors.LessonsLeft):
        actions.start_written(enrolment=enrolment, by=agent.user)


def test_the_written_draw_covers_the_lines_and_stays() -> None:
    enrolment = make.in_exam()
    sitting = actions.start_written(enrolment=enrolment, by=enrolment.agent.user)
    assert sitting.sheet["covers"] == 100
    assert actions.start_written(enrolment=enrolment, by=enrolment.agent.user).pk == sitting.pk


def test_a_late_sheet_counts_what_was_saved() -> None:
    enrolment = make.in_exam()
    sitting = actions.start_written(enrolment=enrolment, by=enrolment.agent.user)
    refs = [row["ref"] for row in sitting.sheet["questions"]]
    actions.save_written(sitting=sitting, answers={refs[0]: "a"}, by=enrolment.agent.user)
    with time_machine.travel(now() + timedelta(minutes=31)), pytest.raises(errors.TimeOver):
        actions.hand_in_written(sitting=sitting, answers=dict.fromkeys(refs, "a"), by=enrolment.agent.user)
    sitting.refresh_from_db()
    assert sitting.score == 20


def test_a_failed_part_can_be_tried_again_later_but_not_for_ever() -> None:
    enrolment = make.in_exam()
    for number in range(3):
        assert make.write(enrolment, "b").score == 0
        if number < 2:
            with pytest.raises(errors.RetakeTooEarly):
                actions.start_written(enrolment=enrolment, by=enrolment.agent.user)
        Sitting.objects.filter(enrolment=enrolment, part="written").update(finished_at=now() - timedelta(days=2))
    with pytest.raises(errors.NoTriesLeft):
        actions.start_written(enrolment=enrolment, by=enrolment.agent.user)


def test_four_passed_parts_wait_for_a_person_and_give_a_certificate() -> None:
    enrolment = make.awaiting_decision()
    assert enrolment.state == "decision"
    assert not Certificate.objects.exists()
    actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="Solid in all four parts")
    certificate = Certificate.objects.get()
    skill = AgentSkill.objects.get(agent=enrolment.agent, skill=enrolment.course.skill)
    assert skill.certified_until == certificate.expires_at
    assert DecisionRecord.objects.filter(subject=enrolment.agent.user, kind="exam", outcome="passed").exists()
    assert Entry.objects.filter(subject=enrolment.agent.user, kind="certified").count() == 1


def test_nobody_passes_with_a_part_below_the_mark() -> None:
    course = make.course(max_sittings=1)
    enrolment = make.in_exam(at=course)
    make.write(enrolment, "b")
    make.operate(enrolment)
    actions.examine_orally(enrolment=enrolment, by=staff("trainer"), marks={"refund": 5})
    enrolment.refresh_from_db()
    assert enrolment.state == "decision"
    with pytest.raises(errors.PartBelowMark):
        actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="I like her")
    actions.decide_exam(enrolment=enrolment, passed=False, by=staff("trainer"), reason="The written part failed")
    assert actions.enrol(agent=enrolment.agent, course=course, by=enrolment.agent.user).state == "learning"


def test_of_two_deciders_one_is_told_that_it_has_changed() -> None:
    enrolment = make.awaiting_decision()
    stale = Enrolment.objects.get(pk=enrolment.pk)
    actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="Good")
    with pytest.raises(WrongState):
        actions.decide_exam(enrolment=stale, passed=False, by=staff("trainer"), reason="Not good")


def test_nobody_examines_or_decides_about_herself_and_a_reason_is_needed() -> None:
    trainer = staff("trainer")
    enrolment = make.in_exam(make.learner(user=trainer))
    with pytest.raises(errors.OwnCase):
        actions.examine_orally(enrolment=enrolment, by=trainer, marks={"refund": 5})
    with pytest.raises(errors.CardIncomplete):
        actions.examine_orally(enrolment=enrolment, by=staff("trainer"), marks={})
    waiting = make.awaiting_decision()
    with pytest.raises(errors.ReasonNeeded):
        actions.decide_exam(enrolment=waiting, passed=True, by=staff("trainer"), reason=" ")


def test_a_task_answered_late_counts_half_and_twice_counts_once() -> None:
    enrolment = make.in_exam()
    by = enrolment.agent.user
    sitting = actions.start_system(enrolment=enrolment, by=by)
    task = actions.open_task(sitting=sitting, by=by)
    assert task is not None
    with time_machine.travel(now() + timedelta(seconds=task.seconds + 10)):
        done = actions.answer_task(sitting=sitting, task=task, answers={"word": "YES "}, by=by)
    assert done.score == 50
    with pytest.raises(errors.SittingOver):
        actions.answer_task(sitting=sitting, task=task, answers={"word": "yes"}, by=by)


def test_papers_and_a_decided_exam_lead_into_the_reserve_with_probation() -> None:
    agent = make.learner(formalities_done_at=None)
    enrolment = make.awaiting_decision(agent)
    actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="Good")
    agent.refresh_from_db()
    assert agent.state == "training"
    agent.formalities_done_at = now()
    agent.save(update_fields=["formalities_done_at"])
    for _ in range(2):
        jobs.enter_ready({"agent": str(agent.ref)})
    agent.refresh_from_db()
    assert agent.state == "reserve"
    assert agent.probation_until is not None
    assert Entry.objects.filter(subject=agent.user, kind="entered_pool").count() == 1


def test_a_changed_course_ends_older_certificates_and_a_refresher_renews() -> None:
    enrolment = make.awaiting_decision()
    actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="Good")
    certificate = Certificate.objects.get()
    with pytest.raises(errors.NotRefreshable):
        actions.start_refresher(certificate=certificate, by=enrolment.agent.user)
    assert actions.change_course(course=enrolment.course, by=staff("trainer"), reason="New return rules") == 1
    certificate.refresh_from_db()
    assert certificate.expires_at < now() + timedelta(days=15)
    skill = AgentSkill.objects.get(agent=enrolment.agent, skill=enrolment.course.skill)
    assert skill.certified_until == certificate.expires_at
    sitting = actions.start_refresher(certificate=certificate, by=enrolment.agent.user)
    answers = {row["ref"]: "a" for row in sitting.sheet["questions"]}
    actions.hand_in_written(sitting=sitting, answers=answers, by=enrolment.agent.user)
    skill.refresh_from_db()
    assert skill.certified_until is not None
    assert skill.certified_until > now() + timedelta(days=300)
    assert Certificate.objects.order_by("-pk")[0].course_version == 2


def test_a_revoked_certificate_takes_the_skill_away_with_a_reason() -> None:
    enrolment = make.awaiting_decision()
    actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="Good")
    certificate = Certificate.objects.get()
    with pytest.raises(errors.ReasonNeeded):
        actions.revoke_certificate(certificate=certificate, by=staff("trainer"), reason="")
    for _ in range(2):
        actions.revoke_certificate(certificate=certificate, by=staff("trainer"), reason="Answers were sold")
    skill = AgentSkill.objects.get(agent=enrolment.agent, skill=enrolment.course.skill)
    assert skill.certified_until is None
    assert DecisionRecord.objects.filter(outcome="revoked").count() == 1


def test_anybody_can_check_a_certificate_and_reads_nobodys_name_nor_the_reason_it_was_revoked(client: Browser) -> None:
    person = set_name(by=user(), name="林小满")
    certificate = actions.issue_certificate(agent=make.learner(user=person), course=make.course())
    place = reverse("certificate_verify", args=[certificate.ref])
    valid = client.get(place).content.decode()
    actions.revoke_certificate(certificate=certificate, by=staff("trainer"), reason="Answers were sold")
    revoked = client.get(place).content.decode()
    assert valid != revoked
    for secret in ("林小满", str(person.email), certificate.agent.number, "Answers were sold"):
        assert secret not in valid + revoked


def test_the_weakest_capability_gets_one_unread_lesson_and_reading_it_closes_the_proposal() -> None:
    agent, course = make.learner(), make.course(lessons=2)
    for name, score in (("service", 0.4), ("reception", 0.9), ("product", 0.8), ("pre_sale", 0.7), ("after_sale", 0.7)):
        CapabilityScore.objects.create(agent=agent, capability=name, score=score, evidence=40, computed_at=now())
    proposal = actions.propose_lesson(agent=agent)
    assert proposal is not None
    assert proposal.capability == "service"
    assert actions.propose_lesson(agent=agent).pk == proposal.pk  # type: ignore[union-attr]
    enrolment = actions.enrol(agent=agent, course=course, by=agent.user)
    progress = actions.open_lesson(enrolment=enrolment, lesson=proposal.lesson, by=agent.user)
    actions.finish_lesson(progress=progress, by=agent.user)
    assert LessonProposal.objects.get(pk=proposal.pk).done_at is not None
    following = actions.propose_lesson(agent=agent)
    assert following is not None
    assert following.lesson_id != proposal.lesson_id


def test_nothing_is_proposed_while_too_little_is_known() -> None:
    make.course()
    assert actions.propose_lesson(agent=make.learner()) is None


def test_after_probation_a_person_decides_with_a_reason() -> None:
    agent = make.learner()
    with pytest.raises(errors.ReasonNeeded):
        actions.decide_probation(agent=agent, keep=False, by=staff("trainer"), reason="More time")
    until = (now() + timedelta(days=30)).date()
    actions.decide_probation(agent=agent, keep=False, by=staff("trainer"), reason="More time", until=until)
    agent.refresh_from_db()
    assert agent.probation_until == until
    actions.decide_probation(agent=agent, keep=True, by=staff("trainer"), reason="Well done")
    agent.refresh_from_db()
    assert agent.probation_until is None


def test_the_courses_that_come_with_the_product_load_twice_and_are_published() -> None:
    first = actions.load_courses()
    assert {course.slug for course in first} == {"basic", "mall-orders", "manager"}
    assert all(course.state == "published" for course in first)
    lessons = Lesson.objects.count()
    actions.load_courses()
    assert Lesson.objects.count() == lessons
    for lesson in Lesson.objects.all():
        assert set(lesson.text) == {"en", "zh-hans"}


def test_reminders_before_expiry_are_sent_once() -> None:
    enrolment = make.awaiting_decision()
    actions.decide_exam(enrolment=enrolment, passed=True, by=staff("trainer"), reason="Good")
    Certificate.objects.update(expires_at=now() + timedelta(days=5))
    for _ in range(2):
        jobs.remind_of_expiry()
    assert enrolment.agent.user.inbox.filter(topic="training.expiring").count() == 2
