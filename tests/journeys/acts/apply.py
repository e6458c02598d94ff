"""Step 1: she applies on her phone, passes the gates, and a recruiter admits her."""

from playwright.sync_api import expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person
from tests.journeys.totp import code_of

PASSWORD = "a sunny kitchen table 4"
NAME = "周晓雨"


def recruiter_sets_up_her_second_factor(cast: Cast) -> Person:
    """Log in with a password; the house lets her no further than to her second factor; then to her desk."""
    cast.product.backstage.forget_second_factor(email="recruiter@demo.example")
    recruiter = cast.stranger("recruiter", width=1280)
    recruiter.opens("/admin/")
    recruiter.fills(login="recruiter@demo.example", password="demo-only-2026")
    recruiter.taps("Log in")
    recruiter.opens("/admin/")
    assert "2fa" in recruiter.page.url, "staff work only with a second factor"
    recruiter.fills(password="demo-only-2026")  # who sets up a factor proves once more who she is
    recruiter.taps("Confirm")
    recruiter.page.get_by_text("I can't scan").click()
    secret = recruiter.page.locator("code.secret").inner_text().strip()
    recruiter.fills(code=code_of(secret))
    recruiter.taps("Switch it on")
    recruiter.opens("/admin/")
    assert "2fa" not in recruiter.page.url
    return recruiter


def she_signs_up(cast: Cast, email: str, name: str = "heroine", **browser: bool) -> Person:
    """From the campaign to an account to the consent, on a phone."""
    heroine = cast.stranger(name, **browser)
    heroine.opens("/")
    heroine.opens("/apply/")
    heroine.goes(heroine.page.locator("a.card").first)
    heroine.taps("Apply: 4 steps")
    heroine.fills(email=email, password1=PASSWORD)
    heroine.taps("Make an account")
    return heroine


def she_fills_in_the_form(heroine: Person) -> None:
    """Consent, four short steps, handed in."""
    for box in heroine.page.locator("main form input[type=checkbox]").all():
        box.check()
    heroine.taps("Agree and begin")
    heroine.fills(full_name=NAME)
    heroine.ticks("kind", "shared")
    heroine.taps("Save and go on")
    heroine.chooses(language_1="cmn", level_1="4")
    heroine.ticks("channels", "call")
    heroine.ticks("channels", "chat")
    heroine.taps("Save and go on")
    heroine.fills(years="3", hours="16", text="Three years at a hotel's front desk.")
    heroine.taps("Save and go on")
    heroine.taps("Save and go on")  # arrangements are voluntary
    heroine.taps("Hand in the form")
    heroine.sees("The gates")


def her_kit_is_measured(heroine: Person) -> None:
    """Before any interview."""
    heroine.taps("Check my kit")
    kit_is_measured(heroine)
    heroine.sees("Your kit is good enough.")


def kit_is_measured(person: Person) -> None:
    """The browser measures computer, network, microphone and room; nothing is typed."""
    person.page.get_by_role("button", name="Start the check").click()
    with person.page.expect_navigation(timeout=60_000):
        pass
    person.looks()


def she_records_her_voice(heroine: Person) -> None:
    """Each prompt once, some seconds, kept at once."""
    heroine.taps("To the voice test")
    for place in range(heroine.page.locator("[data-recorder]").count()):
        card = heroine.page.locator("[data-recorder]").nth(place)
        card.locator("[data-record]").click()
        expect(card.locator("[data-clock]")).to_have_text("0:06", timeout=20_000)
        card.locator("[data-stop]").click()
        expect(card).to_have_attribute("data-done", "1")
    heroine.taps("Hand in")
    heroine.sees("a person listens to it")


def a_trainer_judges(cast: Cast, link: str) -> None:
    """One scorecard, every criterion; a voice without its name."""
    trainer = cast.staff("trainer")
    trainer.opens("/admin/screening/rating/")
    if link == "Listen":
        assert NAME not in trainer.page.locator("main").inner_text()
    trainer.goes(trainer.page.locator("main").get_by_role("link", name=link, exact=True).first)
    groups = trainer.page.locator("main form fieldset")
    for place in range(groups.count()):
        groups.nth(place).locator('input[type="radio"][value="5"]').check()
    trainer.taps("Submit")


def she_sits_a_test(heroine: Person, cast: Cast, email: str, kind: str) -> None:
    """From the clock's start to a pass, with the answers of somebody who knows."""
    heroine.taps("To the test")
    heroine.taps("Begin: ")
    for name, value in cast.product.backstage.answers_of_test(email=email, kind=kind).items():
        heroine.ticks(name, value)
    heroine.taps("Hand in")
    heroine.sees("The gates")


def she_is_interviewed(heroine: Person, recruiter: Person, cast: Cast) -> None:
    """A recruiter offers times, she books one, they talk, a scorecard says how it went."""
    first = cast.product.backstage.local_time(hours=2)
    campaign = heroine.page.locator("main h1").inner_text()
    recruiter.opens("/admin/screening/interviews/")
    recruiter.page.locator('main [name="campaign"]').select_option(label=campaign)
    recruiter.fills(first=first, count="3")
    recruiter.taps("Offer")
    heroine.page.reload()
    heroine.taps("Book a time")
    heroine.page.locator('main input[name="slot"]').first.check()
    heroine.taps("Book this time")
    cast.product.backstage.move_clock(to=cast.product.backstage.in_minutes(minutes=150))
    a_trainer_judges(cast, "Score")
    heroine.page.reload()
    heroine.sees("A person reads your results and decides")


def a_recruiter_admits_her(heroine: Person, recruiter: Person) -> None:
    """With a reason she reads."""
    recruiter.opens("/admin/screening/?state=decision")
    row = recruiter.page.locator("main tr", has_text=NAME)
    recruiter.goes(row.get_by_role("link"))
    recruiter.fills(reason="Calm, exact and friendly. Welcome.")
    recruiter.taps("Admit to training")
    heroine.page.reload()
    heroine.sees("You are admitted to training")
