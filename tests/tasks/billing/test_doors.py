"""The doors of billing: lines that explain themselves, invoices as page, PDF and CSV, finance's desk."""

import pytest

from tasks.billing import actions
from tasks.billing.models import Invoice, Payout, Statement
from tests.factories import work
from tests.world import World

pytestmark = pytest.mark.django_db


def paid(world: World, title: str = "Peak") -> Statement:
    done = work.worked(client=world.client, person=world.agent)
    done.shift.order.title = title
    done.shift.order.save(update_fields=["title"])
    return actions.post_statement(assignment=done)


def test_an_agent_reads_and_disputes_a_line_in_two_taps(world: World) -> None:
    statement = paid(world)
    browser = world.browser("agent")
    page = browser.get(f"/agent/earnings/{statement.ref}/").content.decode()
    assert "¥180.00" in page
    line = statement.lines.get()
    answer = browser.post(f"/agent/earnings/lines/{line.ref}/dispute/", {"reason": "minutes"})
    assert answer.status_code == 302
    again = browser.post(f"/agent/earnings/lines/{line.ref}/dispute/", {"reason": "minutes"})
    assert again.status_code == 409
    assert world.browser("other_agent").get(f"/agent/earnings/{statement.ref}/").status_code == 404


def test_an_invoice_is_a_page_a_pdf_and_a_harmless_csv(world: World) -> None:
    paid(world, title='=HYPERLINK("http://evil")')
    invoice = Invoice.objects.get()
    browser = world.browser("client_finance")
    assert "¥288.00" in browser.get(f"/client/invoices/{invoice.ref}/").content.decode()
    pdf = browser.get(f"/client/invoices/{invoice.ref}/invoice.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert b"STSong-Light" in pdf.content
    sheet = browser.get(f"/client/invoices/{invoice.ref}/invoice.csv").content.decode("utf-8-sig")
    assert "¥288.00" in sheet
    assert all(not cell.startswith(("=", "@")) for row in sheet.splitlines() for cell in row.split(","))


def test_the_one_who_proposed_cannot_approve_at_the_desk(world: World) -> None:
    statement = paid(world)
    Statement.objects.update(payable_at=statement.posted_at)
    desk = world.browser("finance")
    desk.post("/admin/billing/payouts/propose/")
    payout = Payout.objects.get()
    assert desk.post(f"/admin/billing/payouts/{payout.ref}/approve/").status_code == 403
    assert world.browser("administrator").post(f"/admin/billing/payouts/{payout.ref}/approve/").status_code == 302
    payout.refresh_from_db()
    assert payout.state == "approved"


def test_finance_answers_a_dispute_with_money(world: World) -> None:
    statement = paid(world)
    line = statement.lines.get()
    actions.dispute_line(line=line, reason="少了", by=world.users["agent"])
    answer = world.browser("finance").post(
        f"/admin/billing/disputes/{line.ref}/", {"amount": "7.50", "answer": "补十分钟"}
    )
    assert answer.status_code == 302
    statement.refresh_from_db()
    assert statement.total_minor == 18_750


@pytest.mark.parametrize("amount", ["", "x", "-1", "NaN", "1e9", "0", "999999"])
def test_a_credit_that_makes_no_sense_is_refused(world: World, amount: str) -> None:
    paid(world)
    invoice = Invoice.objects.get()
    answer = world.browser("finance").post(
        f"/admin/billing/invoices/{invoice.ref}/credit/", {"amount": amount, "reason": "x"}
    )
    assert answer.status_code == 400
    assert not invoice.credits.exists()


def test_an_empty_desk_says_so(world: World) -> None:
    for path in ("desk", "disputes", "payouts", "invoices"):
        assert world.browser("finance").get(f"/admin/billing/{path}/").status_code == 200
    assert world.browser("agent").get("/agent/earnings/").status_code == 200
    assert world.browser("owner").get("/client/invoices/").status_code == 200
