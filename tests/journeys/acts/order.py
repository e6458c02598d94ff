"""Step 4: a client orders from a real call log, and knows what to expect before it submits."""

import time
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

CALLS = Path(__file__).resolve().parents[4] / "shared/data/callcentre_bank_il_1999/calls_1999_01.csv"
CALLS_IN_IT = "31,566"


def planner_says_what_is_needed(cast: Cast, days: list[str], planner: Person | None = None) -> Person:
    """The scenario sets the service level; skill, language and days are the client's."""
    planner = planner or cast.member("planner", "yunshan")
    planner.opens("/client/")
    planner.opens("/client/orders/")
    planner.opens("/client/orders/new/")
    planner.goes(planner.page.locator('button[name="scenario"][value="peak"]'))
    planner.fills(title="Spring sale", starts_on=days[0], ends_on=days[-1])
    skill = planner.page.locator('main [name="skill"] option', has_text="Orders and refunds")
    planner.chooses(skill=str(skill.get_attribute("value")), language="cmn")
    planner.page.locator('main [name="workplace"]').select_option(index=1)  # brings its security rules along
    planner.taps("Save and go on")
    return planner


def planner_uploads_the_call_log(planner: Person, first_day: str) -> None:
    """31,566 real calls, laid on the coming days; the page shows how the reading goes."""
    planner.page.locator('main input[type="file"]').set_input_files(CALLS)
    planner.fills(name="January's calls", starting=first_day)
    planner.taps("Upload and go on")
    expect(planner.page.get_by_role("button", name="Compute seats")).to_be_visible(timeout=60_000)
    planner.looks()
    planner.goes(planner.page.locator("main").get_by_role("link", name="January's calls"))
    planner.sees(CALLS_IN_IT)
    planner.page.go_back()


def planner_sees_the_curve(planner: Person, roster: str) -> None:
    """Seats by both models; then less the client's own roster."""
    planner.fills(own_roster=roster)
    planner.chooses(model="erlang_c")
    planner.taps("Compute seats")
    with_c = _peak(planner)
    planner.chooses(model="erlang_a")
    planner.taps("Compute seats")
    assert 0 < _peak(planner) <= with_c, "who hangs up needs no seat"
    planner.page.locator("main svg:visible").first.wait_for()


def owner_orders_in_an_emergency(cast: Cast) -> float:
    """From the log-in to the submission, by one person; the seconds a practised person needs, by the keystroke-level
    model (Card, Moran and Newell, 1980): 1.35 s to think before each step, 1.1 s to point, 0.28 s a key; and the pages'
    own time as it was."""
    began = time.monotonic()
    owner = cast.member("owner")
    steps, keys = 3, 40  # the log-in: address, password, code
    owner.opens("/client/orders/new/")
    owner.goes(owner.page.locator('button[name="scenario"][value="emergency"]'))
    skill = owner.page.locator('main [name="skill"] option').nth(1)
    owner.chooses(skill=str(skill.get_attribute("value")))
    # A week, as the demo's history is of one weekday.
    owner.fills(ends_on=str(date.fromisoformat(owner.field("starts_on").input_value()) + timedelta(days=6)))
    owner.taps("Save and go on")
    owner.page.get_by_label("电话").first.check()  # of the calls, which have a price
    owner.taps("Take these")
    owner.taps("Compute seats")
    owner.taps("Get a quote")
    owner.taps("Submit: ")
    owner.sees("Submitted.")
    steps, keys = steps + 9, keys + 10
    return time.monotonic() - began + steps * (1.35 + 1.1) + keys * 0.28


def _peak(planner: Person) -> int:
    figure = planner.page.locator("dl.figure", has_text="Seats at the peak").locator(".n, dd").first
    return int("".join(c for c in figure.inner_text() if c.isdigit()))


def planner_reads_the_quote(planner: Person) -> None:
    """Promised fill, its probability, price and lead time stand there before anything is submitted."""
    planner.taps("Get a quote")
    for words in ("Promised fill", "Probability of a full fill", "Price", "Lead time"):
        planner.sees(words)


def owner_submits(cast: Cast, order: str) -> None:
    """The owner accepts the quote; the button says for how much."""
    owner = cast.member("owner", "yunshan")
    owner.opens(f"/client/orders/{order}/quote/")
    owner.taps("Submit: ")
    owner.sees("Submitted.")
