"""Step 3: her hours and wishes; a drill that proves the platform rate."""

from tests.journeys.cast import Cast
from tests.journeys.eyes import Person

SEGMENT = "mall-orders~call~cmn~shared"


def she_sets_her_hours(heroine: Person) -> None:
    """Free from early to late, every day."""
    heroine.opens("/agent/availability/")
    heroine.fills(d0_0_from="06:00", d0_0_until="23:45")
    heroine.chooses(copy="all")
    heroine.taps("Save my week")


def she_says_for_how_much_and_on_what(heroine: Person) -> None:
    """Floor pay, caps, channels."""
    heroine.opens("/agent/work/")
    heroine.fills(floor="30", weekly_hours="20", daily_hours="8")
    heroine.ticks("channels", "call")
    heroine.ticks("channels", "chat")
    heroine.goes(heroine.page.locator("main form button.main").first)


def a_dispatcher_starts_a_drill(cast: Cast) -> str:
    """Size and cost first, then the call; everybody of the small segment is asked. The drill's address."""
    dispatcher = cast.staff("dispatcher")
    dispatcher.opens("/admin/pool/")
    dispatcher.opens("/admin/pool/drills/")
    dispatcher.taps("Plan a drill")
    dispatcher.chooses(segment=SEGMENT)
    dispatcher.fills(precision="1")
    dispatcher.taps("Show size and cost")
    dispatcher.taps("people now")
    return dispatcher.page.url


def she_proves_she_could_work(heroine: Person) -> None:
    """Answered, ready, handled a test contact."""
    heroine.opens("/agent/")
    heroine.opens("/agent/drills/")
    heroine.taps("Answer")
    heroine.taps("Yes, I could")
    heroine.taps("I am ready")
    heroine.goes(heroine.page.locator('main button[name="choice"]').first)
    heroine.sees("Done. Thank you")


def the_drill_ends(cast: Cast, drill: str) -> None:
    """Others answer by their own doors; when its time is over a job closes it."""
    backstage = cast.product.backstage
    backstage.others_answer_the_drill()
    backstage.move_clock(to=backstage.in_minutes(minutes=24 * 60 + 5))
    backstage.job_is_done(job="talentpool.activation.jobs.finish_drills", what="drill_done")
    dispatcher = cast.staff("dispatcher")
    dispatcher.opens(drill)
    dispatcher.sees("Reached the depth")
