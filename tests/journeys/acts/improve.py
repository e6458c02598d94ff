"""A finding makes somebody better: she objects and is answered, a case is made of it, she learns; the client looks."""

from playwright.sync_api import expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

TITLE = "Say what you can do"


def she_sees_what_was_found_and_objects(agent: Person, ref: str) -> None:
    """On her phone: the words are marked, and two taps send an objection to a named person."""
    agent.opens("/agent/quality/")
    agent.opens(f"/agent/quality/{ref}/")
    expect(agent.page.locator("mark").first).to_be_visible()
    agent.page.locator("summary", has_text="I object").click()
    agent.taps("Send the objection")
    agent.sees("Objection open")


def an_analyst_answers(cast: Cast, ref: str) -> None:
    """The objection waits in her list with its date; its score counts nowhere until she has answered."""
    analyst = cast.staff("analyst")
    appeal = cast.product.backstage.appeal_of(inspection=ref)
    analyst.opens("/admin/quality/appeals/")
    analyst.opens(f"/admin/quality/appeals/{appeal}/")
    analyst.ticks("upheld", "1")
    analyst.fills(answer="You are right: the customer's own words.")
    analyst.taps("Answer; the agent reads it")
    analyst.opens("/admin/quality/dashboard/")
    analyst.opens("/admin/quality/agreement/")


def a_trainer_makes_a_case_and_opens_a_talk(cast: Cast, ref: str) -> None:
    """From the conversation: a case with a preview, published; a coaching talk about the marked place."""
    trainer = cast.staff("trainer")
    trainer.opens(f"/admin/quality/conversations/{ref}/")
    trainer.taps("Open a coaching talk")
    trainer.opens(f"/admin/quality/conversations/{ref}/")
    trainer.taps("A case for the library")
    trainer.ticks("kind", "good")
    trainer.fills(title=TITLE, lesson_learned="First listen, then say what happens next.", marked="1")
    trainer.ticks("for_all")
    trainer.taps("Keep as a draft")
    trainer.taps("Publish")
    trainer.opens("/admin/quality/lesson-effects/")


def she_reads_the_answer_and_the_case(agent: Person, ref: str) -> None:
    agent.opens(f"/agent/quality/{ref}/")
    agent.sees("You are right")
    agent.opens("/agent/quality/cases/")
    agent.taps(TITLE)
    agent.sees("First listen")


def the_client_follows_a_figure_to_the_words(cast: Cast, client: str) -> None:
    """Dashboard, causes, what was said, and the search, all by alias."""
    owner = cast.member("owner", client)
    for page in ("", "dashboard/", "causes/", "conversations/", "satisfaction/", "reviews/"):
        owner.opens(f"/client/quality/{page}")
    owner.opens("/client/quality/search/?q=您好")
    owner.taps("Look")
    owner.sees("您好")
