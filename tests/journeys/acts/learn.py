"""Step 2: she learns, is examined in four parts, hands in her papers, and enters the reserve."""

from playwright.sync_api import expect

from tests.factories.documents import photo
from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

BASIC, PROJECT = "basic", "mall-orders"
PAPERS = {
    "identity": "110101199003074477",
    "contract": "周晓雨",
    "confidentiality": "周晓雨",
    "bank": "DE89370400440532013000",
    "tax": "110101199003074477",
}
PACE = 1800  # while she reads, half an hour passes in a second


def she_reads_every_lesson(heroine: Person, cast: Cast, course: str) -> None:
    """Paid reading time: the page counts it, the server bounds it; nothing is skipped through."""
    heroine.opens("/agent/courses/")
    heroine.opens(f"/agent/courses/{course}/")
    cast.product.backstage.run_clock(rate=PACE)
    heroine.page.clock.install()
    heroine.taps("Begin: ")
    heroine.taps("Go on reading")
    while "/lessons/" in heroine.page.url:
        heroine.page.clock.run_for(6 * 60_000)
        heroine.taps("I have read it")
    heroine.page.clock.resume()
    cast.product.backstage.run_clock(rate=1)
    heroine.sees("The exam")


def _begins(heroine: Person, part: str) -> None:
    heroine.goes(heroine.page.locator(f'form[action$="/exam/{part}/"] button'))


def she_sits_the_exam(heroine: Person, cast: Cast, course: str, email: str) -> None:
    """The written part and system operation, against the clock."""
    _begins(heroine, "written")
    for name, value in cast.product.backstage.answers_of_exam(email=email).items():
        heroine.ticks(name, value)
    heroine.taps("Hand in")
    _begins(heroine, "system")
    while "/exams/" in heroine.page.url:
        for name, value in cast.product.backstage.answers_of_task(email=email).items():
            _answers(heroine, name, value)
        heroine.taps("Done")
    heroine.opens(f"/agent/courses/{course}/")


def _answers(heroine: Person, name: str, value: str) -> None:
    radio = heroine.page.locator(f'main input[type="radio"][name="{name}"][value="{value}"]')
    if radio.count():
        radio.check()
    else:
        heroine.field(name).fill(value)


def a_trainer_examines_and_decides(cast: Cast, name: str) -> None:
    """The oral part along every contact type; then one decision on the four parts together, with a reason."""
    trainer = cast.staff("trainer")
    trainer.opens("/admin/training/")
    trainer.goes(trainer.page.locator("main li", has_text=name).get_by_role("link", name="Examine").first)
    groups = trainer.page.locator("main form fieldset")
    for place in range(groups.count()):
        groups.nth(place).locator('input[type="radio"][value="5"]').check()
    trainer.goes(trainer.page.locator("main form").get_by_role("button").first)
    trainer.fills(reason="All four parts well above the mark.")
    trainer.goes(trainer.page.locator('main button[name="decision"][value="pass"]'))


def she_has_her_certificate(heroine: Person, course: str) -> None:
    """It names the day it ends."""
    heroine.opens(f"/agent/courses/{course}/")
    heroine.sees("Passed. Your certificate is ready.")
    heroine.opens("/agent/certificates/")
    heroine.sees("valid until")


def she_hands_in_her_papers(heroine: Person) -> None:
    """Identity, contract, confidentiality, bank, tax."""
    heroine.opens("/agent/formalities/")
    for kind, value in PAPERS.items():
        heroine.opens(f"/agent/formalities/{kind}/")
        heroine.fills(value=value)
        if kind == "identity":
            card = {"name": "card.jpg", "mimeType": "image/jpeg", "buffer": photo()}
            heroine.page.locator('input[name="front"]').set_input_files(card)
        heroine.goes(heroine.page.locator("main form.card button").first)
        expect(heroine.page).to_have_url(heroine.page.url.split("/agent/")[0] + "/agent/formalities/")


def a_recruiter_confirms_them(recruiter: Person) -> None:
    """Each compared with its document, by a person. Hers came in last; the demo's own go on waiting."""
    recruiter.opens("/admin/screening/papers/")
    waiting = recruiter.page.locator("main").get_by_role("link", name="Check", exact=True)
    others = waiting.count() - len(PAPERS)
    for _paper in PAPERS:
        recruiter.goes(waiting.last)
        recruiter.taps("Compared with the document")
    expect(waiting).to_have_count(others)


def she_is_in_the_reserve(heroine: Person) -> None:
    heroine.opens("/agent/formalities/")
    heroine.sees("5 of 5 confirmed")
    heroine.opens("/agent/")
