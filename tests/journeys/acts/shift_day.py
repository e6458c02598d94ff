"""Step 7: confirm, check the kit, check in; the client watches; a no-show is replaced by itself."""

from playwright.sync_api import expect

from tests.journeys.acts.apply import kit_is_measured
from tests.journeys.cast import Cast
from tests.journeys.eyes import Person


def she_confirms_the_day_before(heroine: Person, cast: Cast, shift: str) -> None:
    backstage = cast.product.backstage
    backstage.move_clock(to=backstage.shift_time(assignment=shift, minutes=-18 * 60))
    heroine.opens(shift)
    heroine.taps("I am coming")
    heroine.sees("confirmed")


def she_checks_her_kit_and_checks_in(heroine: Person, cast: Cast, shift: str) -> None:
    """From 15 minutes before; the security rules are read first."""
    backstage = cast.product.backstage
    backstage.others_confirm(assignment=shift)
    backstage.move_clock(to=backstage.shift_time(assignment=shift, minutes=-10))
    heroine.opens("/agent/kit/")
    kit_is_measured(heroine)
    heroine.opens(shift)
    box = heroine.page.locator('main input[name="acknowledged"]')
    if box.count():
        box.check()
    heroine.page.get_by_role("button", name="Check in").click()
    expect(heroine.page.get_by_text("at work").first).to_be_visible()
    heroine.looks()


def a_no_show_is_replaced(cast: Cast, shift: str, standby: Person) -> None:
    """Everybody else came but one; five minutes after the start a job calls who stands by, and she steps in."""
    backstage = cast.product.backstage
    backstage.others_check_in(assignment=shift)
    backstage.move_clock(to=backstage.shift_time(assignment=shift, minutes=6))
    backstage.job_is_done(job="tasks.attendance.jobs.watch_starts", what="standby_called", assignment=shift)
    standby.page.reload()
    standby.taps("Step in")
    standby.page.locator('main input[name="acknowledged"]').check()
    standby.page.get_by_role("button", name="Check in").click()
    expect(standby.page.get_by_text("at work").first).to_be_visible()
    standby.looks()


def the_client_watches_the_board(cast: Cast, order: str, shift: str) -> None:
    """Filled, confirmed, checked in, by interval; people by their aliases only."""
    day = cast.product.backstage.day_of(assignment=shift)
    planner = cast.member("planner", "yunshan")
    planner.opens(f"/client/orders/{order}/board/?day={day}")
    planner.sees("Seats filled")
    planner.sees("Who is there")
    assert "周晓雨" not in planner.page.locator("main").inner_text(), "a client sees aliases only"
