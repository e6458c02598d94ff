"""What must work in a browser that runs no scripts (a strict company network, an old phone, a screen reader's mode)."""

from playwright.sync_api import expect

from tests.journeys.acts import apply, order
from tests.journeys.cast import Cast
from tests.journeys.eyes import Person


def somebody_applies(cast: Cast, email: str) -> None:
    """From the campaign to the handed-in form."""
    person = apply.she_signs_up(cast, email, name="applicant without scripts", java_script_enabled=False)
    apply.she_fills_in_the_form(person)


def planner_orders(cast: Cast, day: str) -> str:
    """Volumes, seats, a quote; the planner asks, an owner accepts. The order's ref."""
    planner = cast.member("planner", "yunshan", java_script_enabled=False)
    order.planner_says_what_is_needed(cast, [day], planner)
    ref = planner.page.url.rstrip("/").split("/")[-2]
    rows = "\n".join(f"{day} {hour:02d}:{half:02d},9,240" for hour in range(10, 16) for half in (0, 30))
    volumes = {"name": "calls.csv", "mimeType": "text/csv", "buffer": f"interval_start,offered,aht_s\n{rows}".encode()}
    planner.page.locator('main input[type="file"]').set_input_files([volumes])  # type: ignore[list-item]
    planner.taps("Upload and go on")
    planner.waits_for("Compute seats")
    planner.taps("Compute seats")
    planner.taps("Get a quote")
    planner.taps("Ask an owner to accept")
    planner.sees("have been told")
    owner = cast.member("owner", "yunshan", java_script_enabled=False)
    owner.opens(f"/client/orders/{ref}/quote/")
    owner.taps("Submit: ")
    owner.sees("Submitted.")
    return ref


def agent_logs_in_with_a_password(cast: Cast, email: str) -> Person:
    agent = cast.stranger(f"{email} without scripts", java_script_enabled=False)
    agent.opens("/accounts/login/")
    agent.fills(login=email, password="demo-only-2026")
    agent.taps("Log in")
    return agent


def agent_accepts_and_undoes(agent: Person) -> None:
    """Taps are forms; an undone yes counts as a no, so this offer is over for her."""
    agent.opens("/agent/offers/")
    agent.taps("Accept")
    agent.taps("Undo")
    agent.sees("Undone.")


def agent_accepts(agent: Person) -> str:
    """One tap; the shift's address."""
    agent.opens("/agent/offers/")
    agent.taps("Accept")
    agent.sees("not confirmed yet")
    return agent.page.url


def agent_confirms_and_checks_in(agent: Person, cast: Cast, shift: str) -> None:
    backstage = cast.product.backstage
    backstage.move_clock(to=backstage.shift_time(assignment=shift, minutes=-600))
    agent.opens(shift)
    agent.taps("I am coming")
    backstage.move_clock(to=backstage.shift_time(assignment=shift, minutes=-5))
    agent.opens(shift)
    agent.ticks("acknowledged")
    agent.taps("Check in")
    expect(agent.page.get_by_text("at work").first).to_be_visible()
