"""Is the pool ready? A recruiter looks and asks, agents answer and say when not to be asked, a client sees and books."""

from playwright.sync_api import expect

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

THANKS = "¥5.00"


def recruiter_goes_from_the_map_to_names(cast: Cast) -> Person:
    """The picture of the pool; one cell of it; the people behind the cell."""
    recruiter = cast.staff("recruiter")
    recruiter.opens("/admin/pool/?measure=available")
    recruiter.sees("Never mixed:")
    recruiter.goes(recruiter.page.locator("table.heat td a").first)
    recruiter.sees("free on")
    expect(recruiter.page.locator("#people tbody tr").first).to_be_visible()
    return recruiter


def recruiter_writes_to_the_segment(recruiter: Person) -> str:
    """Whom it reaches and what it costs, then two wordings to a random half each. The message's address."""
    recruiter.taps("Write to these")
    recruiter.fills(text_zh="本周有新的班次，你还在吗？", text_en="New shifts this week: are you still with us?")
    recruiter.fills(b_zh="你可以先来看看。", b_en="Come and have a look first.")
    recruiter.chooses(condition="", band="")
    recruiter.page.locator('main [name="day"], main [name="hour"]').evaluate_all(
        "all => all.forEach(one => one.value = '')"
    )
    recruiter.taps("See whom it reaches")
    recruiter.sees("would be seen four times out of five")
    recruiter.taps("Send to")
    recruiter.sees("Judge when it closes")
    return recruiter.page.url


def recruiter_drills_the_segment(recruiter: Person) -> str:
    """Number and cost before anybody is called; an emergency is the test. The drill's address."""
    recruiter.taps("The segment")
    recruiter.taps("Plan a drill")
    recruiter.fills(thanks="5")
    recruiter.taps("Show size and cost")
    recruiter.sees("Left out: paused")
    recruiter.taps("people now")
    recruiter.sees("The drill is running")
    return recruiter.page.url


def an_agent_answers_the_ping(cast: Cast, ping: str) -> None:
    agent = cast.agent(cast.product.backstage.pinged_agent(ping=ping))
    agent.opens(f"/agent/pings/{ping.rstrip('/').split('/')[-1]}/")
    agent.sees("A no has no consequence.")
    agent.taps("Yes, count on me")
    agent.sees("Thank you, that helps.")


def another_takes_the_drill_and_finds_the_thanks_among_her_pay(cast: Cast, drill: str) -> Person:
    """On a phone: yes, ready, the test contact; the thanks are on her statement."""
    agent = cast.agent(cast.product.backstage.drilled_agent(drill=drill))
    agent.opens("/agent/drills/")
    agent.taps("Answer")
    agent.sees(f"{THANKS} for going all the steps")
    agent.taps("Yes, I could")
    agent.taps("I am ready")
    agent.goes(agent.page.locator('main button[name="choice"]').first)
    agent.sees("Done. Thank you")
    agent.opens("/agent/earnings/")
    agent.waits_for(THANKS)
    return agent


def she_reads_why_she_got_no_offer_and_pauses(cast: Cast, agent: Person) -> None:
    """The rule behind each open shift she was not asked for; what was decided about her; a pause that costs nothing."""
    agent.opens("/agent/offers/")
    agent.taps("Why not others?")
    agent.sees("Why not me?")
    agent.opens("/agent/drills/")
    agent.taps("Decisions about me")
    agent.opens("/agent/availability/")
    agent.fills(until=cast.product.backstage.local_time(hours=9 * 24)[:10])
    agent.taps("Pause until then")
    agent.opens("/agent/availability/")
    agent.sees("Paused: you are asked nothing until")


def client_sees_readiness_and_books_a_drill(cast: Cast) -> Person:
    """The rates of the people its orders use, with their doubt; then a drill for its contingency plan."""
    planner = cast.member("planner", "yunshan")  # the recruiter has just called whom the other company uses
    planner.opens("/client/drills/")
    planner.sees("What is known of the people your orders use")
    planner.goes(planner.page.locator("main").get_by_role("link", name="Ask for a drill").first)
    planner.fills(note="Our site fails on a Monday morning")
    planner.taps("Ask for it")
    planner.sees("Asked for. A dispatcher looks at it")
    return planner


def a_dispatcher_finds_it_on_today_and_takes_it_up(cast: Cast, planner: Person) -> None:
    dispatcher = cast.staff("dispatcher")
    dispatcher.opens("/admin/")
    dispatcher.sees("asked for by a client")
    dispatcher.opens("/admin/pool/drills/")
    dispatcher.taps("Decide")
    dispatcher.sees("Our site fails on a Monday morning")
    dispatcher.taps("Take it up")
    dispatcher.sees("Before anybody is called")
    planner.page.reload()
    planner.sees("Planned")
