"""Screening, training and growth, requirement by requirement, read in one language at both widths.

Each page is opened once and looked at (no error, nothing refused by the policy, axe at the reader's width), then judged
at 360 and at 1280 px for sideways scrolling, and its texts for the other language. What is done on the way is done by
the names of fields, so that the same steps serve both languages.
"""

from dataclasses import dataclass

from playwright.sync_api import expect

from talentpool.demo.screens import words
from talentpool.demo.screens.camera import OVERFLOW, TEXTS
from tests.journeys.cast import Cast
from tests.journeys.eyes import DESK, PHONE, Person

COURSE = "mall-orders"
GATE_PAGES = {"kit": "kit/", "voice": "voice/", "written": "test/written/", "interview": "interview/"}


@dataclass(frozen=True)
class Reader:
    """Somebody who reads in ``language`` ("en" or "zh-hans")."""

    person: Person
    language: str

    def reads(self, *paths: str) -> None:
        """Open each and judge it."""
        for path in paths:
            self.person.opens(path)
            self.judges()

    def judges(self) -> None:
        """The page that is open: its language, its texts, both widths."""
        page = self.person.page
        tongue = {"en": "en", "zh-hans": "zh-Hans"}[self.language]
        assert page.locator("html").get_attribute("lang") == tongue, page.url
        foreign = words.wrong(page.evaluate(TEXTS), self.language)
        assert not foreign, f"{page.url} in {self.language}: {foreign}"
        for width in (DESK + PHONE - self.person.width, self.person.width):
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate(OVERFLOW)
            assert over <= 0, f"{page.url} scrolls sideways by {over} px at {width} px in {self.language}"

    def presses(self, selector: str) -> None:
        """Go through a button of the page, and judge what follows."""
        self.person.goes(self.person.page.locator(f"main {selector}").first)
        self.judges()


def reader(cast: Cast, person: Person, language: str) -> Reader:
    cookie = {"name": "django_language", "value": language, "url": cast.product.base}
    person.page.context.add_cookies([cookie])  # type: ignore[list-item]
    return Reader(person, language)


def she_applies_and_meets_every_gate(cast: Cast, language: str) -> None:
    """R1 to R4: campaigns, the published model, an application at each gate."""
    at = cast.product.backstage.somebody_at_each_gate()
    apply = f"/apply/{at.pop('campaign')['slug']}/"
    reader(cast, cast.stranger(f"visitor {language}"), language).reads("/apply/", apply, f"{apply}model/")
    for gate, one in at.items():
        her = reader(cast, cast.agent(one["email"]), language)
        address = f"/applications/{one['ref']}/"
        her.reads(*([address] if gate == "kit" else []), address + GATE_PAGES[gate])


def she_learns_and_hands_in_a_paper(cast: Cast, language: str) -> Reader:
    """R5, R8, R57: policy, course, lesson, class, practice, formalities."""
    backstage = cast.product.backstage
    she = backstage.a_learner()
    her = reader(cast, cast.agent(she["email"]), language)
    her.reads(f"/rules/{she['policy']}/", "/agent/courses/", f"/agent/courses/{COURSE}/")
    her.presses('form[action$="/enrol/"] button')
    refs = backstage.her_refs(course=COURSE)
    her.reads("/agent/classes/", f"/agent/simulations/{refs['simulation']}/", f"/agent/lessons/{refs['lesson']}/")
    her.reads("/agent/formalities/", "/agent/formalities/tax/")
    her.person.fills(value="110101199003074477")
    her.presses("form.card button")
    return her


def a_lesson_she_opened_stays_readable_without_a_network(cast: Cast, her: Reader) -> None:
    """The worker of the portal kept it when she opened it; one she never opened says that there is no network."""
    page, context = her.person.page, her.person.page.context
    lesson = f"/agent/lessons/{cast.product.backstage.her_refs(course=COURSE)['lesson']}/"
    page.goto(lesson)
    title = page.locator("main h1").inner_text()
    page.evaluate(KEPT, lesson)
    context.set_offline(True)
    try:
        page.goto(lesson)
        expect(page.locator("main h1")).to_have_text(title)
        assert len(page.locator("main article").inner_text()) > 200
        page.goto("/agent/growth/")
        expect(page.locator("main h1")).not_to_have_text(title)
    finally:
        context.set_offline(False)
        her.person.noise.clear()  # a browser without a network says so in its console


KEPT = """async (path) => {
  await navigator.serviceWorker.ready;
  for (let turn = 0; turn < 400; turn++) {
    if (await caches.match(path)) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("never kept");
}"""


def an_old_hand_reads_her_growth(cast: Cast, language: str) -> tuple[Reader, dict[str, str]]:
    """R6, R16 to R20: log and its three exports, capabilities, level, talks, pairs, certificates."""
    she = cast.product.backstage.old_hand(place=int(language == "en"))
    her = reader(cast, cast.agent(she["email"]), language)
    her.reads("/agent/growth/", "/agent/growth/level/", "/agent/coaching/", "/agent/pairs/", "/agent/growth/board/")
    her.reads("/agent/certificates/", f"/agent/certificates/{she['certificate']}/")
    got = {kind: her.person.page.request.get(f"/agent/growth/log.{kind}") for kind in ("csv", "json", "pdf")}
    assert [answer.status for answer in got.values()] == [200, 200, 200]
    assert len(got["json"].json()["entries"]) == she["entries"]
    assert got["pdf"].body().startswith(b"%PDF")
    anybody = reader(cast, cast.stranger(f"visitor {language}"), language)
    anybody.reads(f"/certificates/{she['certificate']}/")
    shown = anybody.person.page.locator("body").inner_text()
    assert not [secret for secret in (she["name"], she["number"], she["phone"]) if secret in shown]
    return her, she


def a_recruiter_finds_judges_and_confirms(cast: Cast, language: str, refs: dict[str, str]) -> None:
    """R2 to R4, R57: the board, a voice without a name, an application, papers, reports, lists."""
    recruiter = reader(cast, cast.staff("recruiter"), language)
    recruiter.reads("/admin/screening/", "/admin/screening/?q=13&state=gates")
    recruiter.reads(f"/admin/screening/applications/{refs['decision']}/", "/admin/screening/interviews/")
    recruiter.reads("/admin/screening/rating/", f"/admin/screening/rating/{refs['voice']}/")
    recruiter.reads("/admin/screening/validity/", f"/admin/screening/models/{refs['campaign']}/")
    recruiter.reads("/admin/screening/lists/", "/admin/screening/lists/new/", "/admin/screening/papers/")
    recruiter.presses('a[href*="/admin/screening/papers/"]')
    recruiter.presses("form button")


def a_trainer_examines_and_coaches(cast: Cast, language: str, refs: dict[str, str], agent: str) -> str:
    """R5 to R7, R18, R19, R58: courses, exams, funnel, ramp, team leads, rulebook; begins a talk. Returns its ref."""
    trainer = reader(cast, cast.staff("trainer"), language)
    trainer.reads("/admin/training/", f"/admin/training/courses/{COURSE}/change/", "/admin/training/classes/")
    trainer.reads(f"/admin/training/enrolments/{refs['exam']}/", f"/admin/training/enrolments/{refs['oral']}/oral/")
    trainer.reads(f"/admin/training/courses/{COURSE}/funnel/", "/admin/training/ramp/", "/admin/training/backbone/")
    trainer.reads("/admin/levels/", "/admin/levels/down/", "/admin/coaching/", f"/admin/coaching/new/?agent={agent}")
    trainer.presses("form.card button")
    return trainer.person.page.url.rstrip("/").split("/")[-1]


def an_administrator_tries_a_rulebook(cast: Cast, language: str) -> None:
    """R18: what a change would do to the present pool, before anybody publishes it."""
    administrator = reader(cast, cast.staff("admin"), language)
    administrator.reads("/admin/levels/change/")
    administrator.person.fills(l2_shifts="1")
    administrator.presses('button[name="try"]')
    assert administrator.person.page.locator("main dl.figure, main .figures").first.is_visible()


def she_reflects_first(her: Reader, talk: str) -> None:
    """R19: her own words come before the coach's; both see one page."""
    her.reads(f"/agent/coaching/{talk}/")
    her.person.fills(text="今天的来电我听得很耐心，结尾还可以更快。")
    her.presses("form button")
