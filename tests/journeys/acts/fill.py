"""Steps 5 and 6: the fill plan, waves with a draw, one tap, an undo, a loser with alternatives, standby."""

from playwright.sync_api import expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person


def dispatcher_confirms_the_fill_plan(cast: Cast, order: str) -> None:
    """The plan proposes itself; a person reads what it takes and confirms."""
    cast.product.backstage.is_true(what="plan_proposed", order=order)
    dispatcher = cast.staff("dispatcher")
    dispatcher.opens("/admin/dispatch/")
    dispatcher.opens(f"/admin/dispatch/plans/{order}/")
    dispatcher.sees("Offers expected")
    dispatcher.taps("Confirm: open")
    cast.product.backstage.is_true(what="wave_sent", order=order)
    dispatcher.opens(f"/admin/dispatch/plans/{order}/")
    dispatcher.sees("Waves")


def she_enters_the_draw(heroine: Person) -> str:
    """From the message to "entered" in two taps; the card says when the result comes. The offer's address."""
    heroine.opens("/agent/messages/")
    heroine.opens("/agent/offers/")
    heroine.sees("Why you:")
    heroine.goes(heroine.page.get_by_role("button", name="Enter the draw").first)
    heroine.sees("You are in the draw.")
    return heroine.page.url


def the_draw_gives_her_the_seat(heroine: Person, cast: Cast, offer: str, order: str) -> str:
    """A job draws when the window is over; speed plays no part. The shift's address."""
    backstage = cast.product.backstage
    backstage.others_enter_the_draw(offer=offer.rstrip("/").split("/")[-1])
    backstage.move_clock(to=backstage.in_minutes(minutes=31))
    backstage.job_is_done(job="tasks.dispatch.jobs.draw_due_waves", what="draw_held", order=order)
    heroine.opens("/agent/schedule/")
    heroine.goes(heroine.page.locator("main").get_by_role("link", name="See the shift").first)
    heroine.sees("not confirmed yet")
    return heroine.page.url


def somebody_accepts_and_undoes(cast: Cast, order: str) -> None:
    """In the instant part one tap takes a seat; for five minutes it can be undone, free."""
    email = cast.product.backstage.somebody_with_an_open_offer(order=order)
    lin = cast.agent(email, name="Lin")
    lin.opens("/agent/offers/")
    lin.goes(lin.page.get_by_role("button", name="Accept", exact=True).first)
    expect(lin.page.get_by_text("The seat is yours.")).to_be_visible()
    lin.taps("Undo")
    lin.sees("Undone.")


def the_loser_hears_at_once_and_stands_by(cast: Cast, order: str, shift: str) -> Person:
    """Her page still shows a free seat; others were faster: she is told, sees alternatives, and stands by, paid."""
    email = cast.product.backstage.somebody_with_an_open_offer(order=order, of_shift=shift)
    ma = cast.agent(email, name="Ma")
    ma.opens("/agent/offers/")
    offer = cast.product.backstage.offer_of(email=email, of_shift=shift)
    card = ma.page.locator(f"#offer-{offer}")
    expect(card.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    cast.product.backstage.others_fill(order=order, but_for=email, all_of=shift)
    ma.goes(card.get_by_role("button", name="Accept", exact=True))
    expect(ma.page.get_by_role("heading", name="Just filled")).to_be_visible()
    ma.taps("Stand by for it, paid")
    ma.sees("Your place")
    return ma
