"""Step 7: confirm, check the kit, check in without a network, get help; a no-show is replaced; client and desk watch."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys.acts.apply import kit_is_measured
from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

# Whether this phone keeps these pages for when there is no network.
KEPT = """async (paths) => {
    const kept = await (await caches.open("agent-pages")).keys();
    return paths.every((path) => kept.some((one) => new URL(one.url).pathname === path));
}"""


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
    the_network_goes_and_the_check_in_waits(heroine, shift)
    heroine.page.context.set_offline(False)
    expect(heroine.page.get_by_text("at work").first).to_be_visible()
    assert backstage.taps_counted(assignment=shift) == 1, "sent once, counted once"
    heroine.looks()


def the_network_goes_and_the_check_in_waits(heroine: Person, shift: str) -> None:
    """The schedule, which she has not opened today, and the shift stay readable; the tap is kept, and shown as waiting."""
    page, path = heroine.page, urlsplit(shift).path
    page.wait_for_function(KEPT, arg=["/agent/schedule/", path])
    page.context.set_offline(True)
    page.goto("/agent/schedule/")
    expect(page.get_by_role("heading", name="Schedule")).to_be_visible()
    page.goto("/agent/messages/")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()
    page.goto(shift)
    page.locator('main input[name="acknowledged"]').check()
    page.get_by_role("button", name="Check in").click()
    expect(page.get_by_text("Waiting on this phone: Check in")).to_be_visible()
    heroine.noise.clear()  # pages without a network say so in the console


def a_new_release_asks_before_it_takes_over(heroine: Person, shift: str) -> None:
    """Another worker script is installed and waits; her page says so, and changes only at her tap."""
    page = heroine.page
    heroine.opens(shift)
    page.evaluate("navigator.serviceWorker.register('/sw.js?next', {scope: '/agent/'}).then(() => true)")
    expect(page.get_by_text("A new version is ready.")).to_be_visible()
    assert not page.evaluate("navigator.serviceWorker.controller.scriptURL").endswith("next"), "not by itself"
    with page.expect_navigation():
        page.get_by_role("button", name="Use it now").click()
    page.wait_for_function("navigator.serviceWorker.controller?.scriptURL.endsWith('next')")


def she_gets_help(heroine: Person, cast: Cast, shift: str) -> None:
    """A break at one tap; the knowledge base, searched; a hard case for the desk; an incident told."""
    cast.product.backstage.client_writes(assignment=shift, title="退款流程", text="## 七天\n\n全额退款。")
    heroine.opens(shift)
    heroine.taps("Take a break")
    heroine.taps("Go on")
    heroine.taps("Knowledge base")
    heroine.fills(q="退款")
    heroine.taps("Search")
    heroine.taps("退款流程")
    heroine.sees("全额退款")
    heroine.opens(shift)
    heroine.taps("A hard case")
    heroine.fills(case="The customer wants two refunds on one card.")
    heroine.taps("Send")
    heroine.sees("With the dispatch desk")
    heroine.taps("Report a security incident")
    heroine.ticks("kind", "seen")
    heroine.fills(told="A visitor stood behind me for a moment.")
    heroine.taps("Report")


def the_desk_steers_a_storm(cast: Cast, heroine: Person, shift: str) -> None:
    """The client wants three more people at once. The cockpit, by keyboard: the gap, a step with its expected effect, the
    timeline; then a hard case and an incident."""
    at = cast.product.backstage.shift_of(assignment=shift)
    planner = cast.member("planner", "yunshan")
    planner.opens(f"/client/shifts/{at['ref']}/seats/?seats={at['seats'] + 3}")
    planner.taps(f"Set to {at['seats'] + 3} seats")
    desk = cast.staff("dispatcher")
    desk.opens("/admin/dispatch/")
    for words in ("did not come", "stepped in", "seats missing"):
        desk.sees(words)
    step = desk.page.locator('form[action$="/step/"] button:not([disabled])').first
    expect(step).to_contain_text("full with")
    for key in ("g", "1", "Enter"):
        desk.page.keyboard.press(key)
    desk.sees("It stands in the timeline")
    desk.sees("expected to ask")
    desk.looks()
    desk.opens("/admin/attendance/hard-cases/")
    desk.page.locator('main textarea[name="answer"]').first.fill("Refund the first; the second needs form 12.")
    desk.taps("Answer")
    desk.opens("/admin/attendance/incidents/")
    desk.taps("Look")
    desk.fills(outcome="The screen was locked; nothing was seen.")
    desk.taps("Close the incident")
    heroine.opens(shift)
    heroine.sees("the second needs form 12")


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
