"""Journeys in a browser, on the running product: the main job from an application to the rates that moved; what works
without scripts; both languages on every face. One file, so that one process starts the product once."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import (
    after,
    apply,
    fill,
    improve,
    learn,
    order,
    people,
    pool,
    quality,
    readiness,
    shift_day,
    without_scripts,
)
from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

pytestmark = [pytest.mark.browser, pytest.mark.slow(220), pytest.mark.timeout(600)]
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


def steps_5_and_6_fill(cast: Cast, heroine: Person, ref: str) -> tuple[str, Person]:
    """Plan, waves, draw, undo, loser, standby; her shift, and who stands by for it."""
    fill.dispatcher_confirms_the_fill_plan(cast, ref)
    offer = fill.she_enters_the_draw(heroine)
    shift = fill.the_draw_gives_her_the_seat(heroine, cast, offer, ref)
    fill.somebody_accepts_and_undoes(cast, ref)
    return shift, fill.the_loser_hears_at_once_and_stands_by(cast, ref, shift)


def step_7_work(cast: Cast, heroine: Person, ref: str, shift: str, standby: Person) -> None:
    """Confirm, kit, check-in without a network, a no-show replaced, the client's board, help, the desk's cockpit."""
    shift_day.she_confirms_the_day_before(heroine, cast, shift)
    shift_day.she_checks_her_kit_and_checks_in(heroine, cast, shift)
    shift_day.a_no_show_is_replaced(cast, shift, standby)
    shift_day.the_client_watches_the_board(cast, ref, shift)
    shift_day.she_gets_help(heroine, cast, shift)
    shift_day.the_desk_steers_a_storm(cast, heroine, shift)
    shift_day.a_new_release_asks_before_it_takes_over(heroine, shift)


def step_8_quality(cast: Cast, heroine: Person, shift: str) -> None:
    """Conversations by the API, an alert, a person's word."""
    backstage = cast.product.backstage
    key = quality.owner_makes_a_key(cast)
    alias, at = backstage.alias_of(assignment=shift), backstage.now()
    quality.conversations_arrive(cast, key, alias, at)
    quality.analyst_sees_the_alert_and_confirms(cast)
    quality.she_reads_why(heroine)


@pytest.mark.real_data
def test_the_main_job_runs_from_application_to_moved_rates(cast: Cast) -> None:
    if not order.CALLS.exists():
        pytest.skip(f"REAL DATA MISSING: no call log at {order.CALLS}")
    heroine, recruiter = step_1_apply(cast)
    step_2_learn(cast, heroine, recruiter)
    before = cast.product.backstage.rates(segment=pool.SEGMENT)
    step_3_pool(cast, heroine)
    ref = step_4_order(cast)
    shift, standby = steps_5_and_6_fill(cast, heroine, ref)
    step_7_work(cast, heroine, ref, shift, standby)
    step_8_quality(cast, heroine, shift)
    after.she_checks_out_and_sees_her_pay(heroine, cast, shift)  # step 9
    after.client_has_the_invoice_line(cast, shift)
    after.her_growth_is_written(heroine, cast)  # step 10
    after.the_rates_have_moved(cast, before, pool.SEGMENT)  # step 11
    assert not cast.seen.faults(), "\n".join(cast.seen.faults())


@pytest.mark.walk
def test_an_emergency_order_takes_less_than_three_minutes_from_log_in_to_submission(cast: Cast) -> None:
    assert order.owner_orders_in_an_emergency(cast) < 180
    assert not cast.seen.faults(), "\n".join(cast.seen.faults())


@pytest.mark.walk
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


@pytest.mark.walk
def test_a_finding_is_objected_to_taught_from_and_seen_by_the_client(cast: Cast) -> None:
    found = cast.product.backstage.somebody_with_a_finding()
    agent = cast.agent(found["email"])
    improve.she_sees_what_was_found_and_objects(agent, found["ref"])
    improve.an_analyst_answers(cast, found["ref"])
    improve.a_trainer_makes_a_case_and_opens_a_talk(cast, found["ref"])
    improve.she_reads_the_answer_and_the_case(agent, found["ref"])
    improve.the_client_follows_a_figure_to_the_words(cast, found["client"])
    assert not cast.seen.faults(), "\n".join(cast.seen.faults())


@pytest.mark.walk
def test_a_recruiter_agents_and_a_client_meet_the_readiness_of_the_pool(cast: Cast) -> None:
    recruiter = readiness.recruiter_goes_from_the_map_to_names(cast)
    ping = readiness.recruiter_writes_to_the_segment(recruiter)
    drill = readiness.recruiter_drills_the_segment(recruiter)
    readiness.an_agent_answers_the_ping(cast, ping)
    agent = readiness.another_takes_the_drill_and_finds_the_thanks_among_her_pay(cast, drill)
    readiness.she_reads_why_she_got_no_offer_and_pauses(cast, agent)
    planner = readiness.client_sees_readiness_and_books_a_drill(cast)
    readiness.a_dispatcher_finds_it_on_today_and_takes_it_up(cast, planner)
    assert not cast.seen.faults(), "\n".join(cast.seen.faults())


FACES = {"/": "stranger", "/agent/": "agent", "/client/": "owner", "/admin/": "dispatcher"}


@pytest.mark.walk
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


@pytest.mark.walk
def test_each_requirement_of_screening_training_and_growth_is_met_in_both_languages_at_both_widths(cast: Cast) -> None:
    unseen = people.walk(cast)
    assert not unseen
    assert not cast.seen.faults(), "\n".join(cast.seen.faults())
