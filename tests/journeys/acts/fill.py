"""Step 5: the fill plan, and the first wave."""

from tests.journeys.cast import Cast


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
