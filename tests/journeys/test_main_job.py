"""Journeys in a browser, on the running product: the main job from an application to the first wave of offers; what works
without scripts; both languages on every face. One file, so that one process starts the product once."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import apply, fill, learn, order, pool, without_scripts
from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]
HEROINE = "zhou.xiaoyu@mail.example"
WEDNESDAY = 2  # the same weekday whenever the test runs, so the same calls and the same people's free hours
OWN_ROSTER = "00:00-18:00 25\n22:00-24:00 25"  # the client's own people; the evening between is ordered


def step_1_apply(cast: Cast) -> tuple[Person, Person]:
    """She applies, passes six gates, and is admitted."""
    cast.product.backstage.open_campaign()
    recruiter = apply.recruiter_sets_up_her_second_factor(cast)
    heroine = apply.she_signs_up(cast, HEROINE)
    apply.she_fills_in_the_form(heroine)
    apply.her_kit_is_measured(heroine)
    apply.she_records_her_voice(heroine)
    apply.a_trainer_judges(cast, "Listen")
    heroine.page.reload()
    for kind in ("written", "situational", "security"):
        apply.she_sits_a_test(heroine, cast, HEROINE, kind)
    apply.she_is_interviewed(heroine, recruiter, cast)
    apply.a_recruiter_admits_her(heroine, recruiter)
    return heroine, recruiter


def step_2_learn(cast: Cast, heroine: Person, recruiter: Person) -> None:
    """Basic track and project course, two exams, five papers; then she is in the reserve."""
    number = cast.product.backstage.number_of(email=HEROINE)
    for course in (learn.BASIC, learn.PROJECT):
        learn.she_reads_every_lesson(heroine, cast, course)
        learn.she_sits_the_exam(heroine, cast, course, HEROINE)
        learn.a_trainer_examines_and_decides(cast, number)
        learn.she_has_her_certificate(heroine, course)
    learn.she_hands_in_her_papers(heroine)
    learn.a_recruiter_confirms_them(recruiter)
    learn.she_is_in_the_reserve(heroine)


def step_3_pool(cast: Cast, heroine: Person) -> None:
    """Her hours and wishes; one drill."""
    pool.she_sets_her_hours(heroine)
    pool.she_says_for_how_much_and_on_what(heroine)
    drill = pool.a_dispatcher_starts_a_drill(cast)
    pool.she_proves_she_could_work(heroine)
    pool.the_drill_ends(cast, drill)


def step_4_order(cast: Cast) -> str:
    """A real call log becomes seats, a quote, an order; its ref."""
    day = cast.product.backstage.coming_day(weekday=WEDNESDAY)
    planner = order.planner_says_what_is_needed(cast, [day])
    ref = planner.page.url.rstrip("/").split("/")[-2]
    order.planner_uploads_the_call_log(planner, day)
    order.planner_sees_the_curve(planner, OWN_ROSTER)
    order.planner_reads_the_quote(planner)
    order.owner_submits(cast, ref)
    return ref


@pytest.mark.real_data
def test_the_main_job_runs_from_application_to_the_first_wave(cast: Cast) -> None:
    if not order.CALLS.exists():
        pytest.skip(f"REAL DATA MISSING: no call log at {order.CALLS}")
    heroine, recruiter = step_1_apply(cast)
    step_2_learn(cast, heroine, recruiter)
    before = cast.product.backstage.rates(segment=pool.SEGMENT)
    step_3_pool(cast, heroine)
    after = cast.product.backstage.rates(segment=pool.SEGMENT)
    assert after["drilled"] > before["drilled"], "a drill moves the platform rate"
    fill.dispatcher_confirms_the_fill_plan(cast, step_4_order(cast))
    assert not cast.seen.faults(), "\n".join(cast.seen.faults())


def test_without_scripts_one_can_log_in_apply_order_accept_undo_and_check_in(cast: Cast) -> None:
    backstage = cast.product.backstage
    backstage.open_campaign()
    without_scripts.somebody_applies(cast, "plain.browser@mail.example")
    ref = without_scripts.planner_orders(cast, backstage.coming_day(weekday=WEDNESDAY))
    backstage.dispatcher_confirms(order=ref)
    first = without_scripts.agent_logs_in_with_a_password(cast, backstage.somebody_with_an_open_offer(order=ref))
    without_scripts.agent_accepts_and_undoes(first)
    agent = without_scripts.agent_logs_in_with_a_password(cast, backstage.somebody_with_an_open_offer(order=ref))
    shift = without_scripts.agent_accepts(agent)
    without_scripts.agent_confirms_and_checks_in(agent, cast, shift)


FACES = {"/": "stranger", "/agent/": "agent", "/client/": "owner", "/admin/": "dispatcher"}


@pytest.mark.parametrize("face", FACES)
def test_a_person_switches_the_language_on_every_face(cast: Cast, face: str) -> None:
    people = {
        "stranger": lambda: cast.stranger("visitor"),
        "agent": lambda: cast.agent("agent0001@demo.example"),
        "owner": lambda: cast.member("owner"),
        "dispatcher": lambda: cast.staff("dispatcher"),
    }
    person = people[FACES[face]]()
    person.opens(face)
    html = person.page.locator("html")
    for button, language in (("中文", "zh-Hans"), ("English", "en")):
        with person.page.expect_navigation():
            person.page.get_by_role("button", name=button).first.click()
        expect(html).to_have_attribute("lang", language)
        person.looks()
        assert person.page.url.endswith(face), "she stays where she is"
