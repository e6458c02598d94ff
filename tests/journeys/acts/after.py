"""Steps 9 to 11: pay and invoice from the same hours, growth, and the rates that moved."""

from playwright.sync_api import expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person


def she_checks_out_and_sees_her_pay(heroine: Person, cast: Cast, shift: str) -> None:
    """The statement stands there at once, line by line."""
    backstage = cast.product.backstage
    backstage.move_clock(to=backstage.shift_time(assignment=shift, minutes=1, end=True))
    heroine.opens(shift)
    heroine.taps("Check out")
    heroine.sees("Minutes approved")
    backstage.others_check_out(assignment=shift)
    backstage.is_true(what="statement_written", assignment=shift)
    heroine.opens("/agent/earnings/")
    heroine.goes(heroine.page.locator("main a[href*='/agent/earnings/']").first)
    heroine.sees("Line by line")


def client_has_the_invoice_line(cast: Cast, shift: str) -> None:
    """From the same approved hours."""
    owner = cast.member("owner", "yunshan")
    owner.opens("/client/invoices/")
    owner.goes(owner.page.locator("main table tbody a").first)
    facts = cast.product.backstage.money(assignment=shift)
    assert facts["invoiced_minutes"] == facts["approved_minutes"] > 0
    assert facts["imbalance"] == {}, "the ledger balances, currency by currency"


def her_growth_is_written(heroine: Person, cast: Cast) -> None:
    """The log knows all of it; her weakest capability is named, and one lesson proposed."""
    heroine.opens("/agent/growth/")
    heroine.sees("is the weakest")
    heroine.opens("/agent/growth/level/")
    cast.product.backstage.job_is_done(job="talentpool.training.jobs.propose_lessons", what="lesson_proposed")
    heroine.opens("/agent/courses/")
    heroine.sees("One lesson for you")


def the_rates_have_moved(cast: Cast, before: dict[str, float], segment: str) -> None:
    """A drill moved the platform rate, the order the rate among offered agents and the acceptance model."""
    backstage = cast.product.backstage
    backstage.job_is_done(job="talentpool.activation.jobs.train", what="model_newer", than=before["model"])
    after = backstage.rates(segment=segment)
    assert after["drilled"] > before["drilled"], "the drill counts"
    assert after["platform"] != before["platform"]
    assert after["offered_sample"] > before["offered_sample"], "so do the order's offers"
    dispatcher = cast.staff("dispatcher")
    dispatcher.opens("/admin/pool/")
    dispatcher.sees("Platform activation rate")
    dispatcher.opens(f"/admin/pool/segments/{segment}/")
    dispatcher.opens("/admin/pool/model/")
    expect(dispatcher.page.locator("dl.figure", has_text="Version").first).to_contain_text(str(after["model"]))
