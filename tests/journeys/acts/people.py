"""Screening, training and growth, requirement by requirement, for the applicant, the agent, the recruiter, the trainer.

Every page is opened once, in one language, looked at (no error, nothing refused by the policy, axe), and judged at 360
and at 1280 px for sideways scrolling and for texts of the other language. The languages take turns, so that each
requirement is met in both. What is done on the way is done by the names of fields, which serves both languages.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from playwright.sync_api import expect

from talentpool.demo.screens import words
from talentpool.demo.screens.camera import OVERFLOW, TEXTS
from tests.journeys.cast import Cast
from tests.journeys.eyes import DESK, PHONE, Person

COURSE = "mall-orders"
ZH, EN = "zh-hans", "en"
TONGUES = {EN: "en", ZH: "zh-Hans"}
REQUIREMENTS = [f"R{n}" for n in (*range(1, 9), *range(16, 21), 57, 58)]
Steps = Sequence[tuple[str, str, str]]  # requirements, language, address with names of refs in it


@dataclass
class Reader:
    """Somebody at a browser; ``met``: requirement -> languages and widths it was seen in, by anybody."""

    person: Person
    base: str
    met: dict[str, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))

    def is_now(self, session: str) -> None:
        """Somebody else sits down at this browser; nobody, where ``session`` is empty."""
        self._cookie("sessionid", session) if session else self.person.page.context.clear_cookies(name="sessionid")

    def reads(self, steps: Steps, refs: Mapping[str, str]) -> None:
        """Open each page in its language and judge it."""
        for requirements, language, address in steps:
            self._cookie("django_language", language)
            self.person.opens(address.format_map(refs))
            self.judges(requirements, language)

    def judges(self, requirements: str, language: str) -> None:
        """The page that is open: its language, its texts, both widths."""
        page = self.person.page
        assert page.locator("html").get_attribute("lang") == TONGUES[language], page.url
        foreign = words.wrong(page.evaluate(TEXTS), language)
        assert not foreign, f"{page.url} in {language}: {foreign}"
        for width in (DESK + PHONE - self.person.width, self.person.width):
            page.set_viewport_size({"width": width, "height": 800})
            over = page.evaluate(SETTLED.format(OVERFLOW))
            assert over <= 0, f"{page.url} scrolls sideways by {over} px at {width} px in {language}"
            for requirement in requirements.split():
                self.met[requirement].add((language, width))

    def presses(self, selector: str, requirements: str, language: str) -> None:
        """Go through a button of the page, and judge what follows."""
        self.person.goes(self.person.page.locator(f"main {selector}").first)
        self.judges(requirements, language)

    def _cookie(self, name: str, value: str) -> None:
        self.person.page.context.add_cookies([{"name": name, "value": value, "url": self.base}])


def walk(cast: Cast) -> list[str]:
    """All acts. Returns the requirements that nobody saw in both languages at both widths."""
    backstage = cast.product.backstage
    phone = Reader(cast.stranger("she, on a phone"), cast.product.base)
    desk = Reader(cast.stranger("staff, at a desk", width=DESK), cast.product.base, phone.met)
    refs = backstage.what_staff_judge()
    she_applies_and_meets_every_gate(phone, backstage.somebody_at_each_gate())
    she = backstage.old_hand()
    she_reads_her_growth(phone, she)
    a_certificate_says_nothing_about_her(phone, she)
    she_learns_and_hands_in_a_paper(phone, cast)
    a_recruiter_finds_judges_and_confirms(desk, backstage.session(role="recruiter"), refs)
    desk.is_now(backstage.session(role="trainer"))
    desk.reads(TRAINER, {**refs, **she})
    desk.presses("form.card button", "R19", ZH)
    talk = desk.person.page.url
    an_administrator_tries_a_rulebook(desk, backstage.session(role="administrator"))
    phone.is_now(she["session"])
    she_reflects_first(phone, talk.rstrip("/").split("/")[-1])
    whole = {(language, width) for language in (ZH, EN) for width in (PHONE, DESK)}
    return [requirement for requirement in REQUIREMENTS if phone.met[requirement] != whole]


def she_applies_and_meets_every_gate(her: Reader, at: Mapping[str, Mapping[str, str]]) -> None:
    """R1 to R4: campaigns, the published model, the form, an application at each gate."""
    campaign = dict(at["campaign"])
    her.reads([("R1", ZH, "/apply/"), ("R1", EN, "/apply/{slug}/"), ("R4", ZH, "/apply/{slug}/model/")], campaign)
    for gate, steps in GATES.items():
        her.is_now(at[gate]["session"])
        her.reads(steps, at[gate])


GATES: dict[str, Steps] = {
    "form": [
        ("R1", ZH, "/applications/{ref}/form/work/"),
        ("R1", EN, "/applications/{ref}/form/arrangements/"),
    ],
    "kit": [("R2", ZH, "/applications/{ref}/"), ("R2", EN, "/applications/{ref}/kit/")],
    "voice": [("R2", ZH, "/applications/{ref}/voice/")],
    "written": [("R2", EN, "/applications/{ref}/test/written/")],
    "interview": [("R3", ZH, "/applications/{ref}/interview/")],
}
GROWTH: Steps = [
    ("R16 R17", ZH, "/agent/growth/"),
    ("R16 R17", EN, "/agent/growth/?show=quality"),
    ("R18", ZH, "/agent/growth/level/"),
    ("R18", EN, "/agent/growth/board/"),
    ("R19", EN, "/agent/coaching/"),
    ("R20", ZH, "/agent/pairs/"),
    ("R20", EN, "/agent/pairs/"),
    ("R6", ZH, "/agent/certificates/"),
    ("R6", EN, "/agent/certificates/{certificate}/"),
]
RECRUITER: Steps = [
    ("R2", ZH, "/admin/screening/"),
    ("R2", EN, "/admin/screening/?q=13&state=gates"),
    ("R3", EN, "/admin/screening/applications/{decision}/"),
    ("R3", ZH, "/admin/screening/interviews/"),
    ("R2", ZH, "/admin/screening/rating/"),
    ("R2", EN, "/admin/screening/rating/{voice}/"),
    ("R4", EN, "/admin/screening/validity/"),
    ("R4", EN, "/admin/screening/items/written/"),
    ("R4", ZH, "/admin/screening/models/{campaign}/"),
    ("R2", ZH, "/admin/screening/models/{campaign}/kit/"),
    ("R2", EN, "/admin/screening/models/{campaign}/voice/"),
    ("R1", ZH, "/admin/screening/lists/"),
    ("R1", EN, "/admin/screening/lists/new/"),
    ("R57", EN, "/admin/screening/papers/"),
]
TRAINER: Steps = [
    ("R5 R6", ZH, "/admin/training/"),
    ("R6", EN, "/admin/training/courses/{course}/change/"),
    ("R5", EN, "/admin/training/classes/"),
    ("R6", ZH, "/admin/training/enrolments/{exam}/"),
    ("R6", EN, "/admin/training/enrolments/{oral}/oral/"),
    ("R5", ZH, "/admin/training/courses/{course}/funnel/"),
    ("R7", EN, "/admin/training/ramp/"),
    ("R7", ZH, "/admin/training/probation/{probation}/"),
    ("R58", ZH, "/admin/training/backbone/"),
    ("R58", EN, "/admin/training/backbone/{ref}/"),
    ("R18", EN, "/admin/levels/"),
    ("R18", ZH, "/admin/levels/down/"),
    ("R19", EN, "/admin/coaching/"),
    ("R19", ZH, "/admin/coaching/new/?agent={ref}"),
]
LEARNER: Steps = [
    ("R8", ZH, "/rules/"),
    ("R8", EN, "/rules/{policy}/"),
    ("R5", ZH, "/agent/courses/"),
    ("R5", EN, f"/agent/courses/{COURSE}/"),
]


def she_reads_her_growth(her: Reader, she: Mapping[str, str]) -> None:
    """R6, R16 to R20: log and its three exports, capabilities, level, talks, pairs, certificates."""
    her.is_now(she["session"])
    her.reads(GROWTH, she)
    got = {kind: her.person.page.request.get(f"/agent/growth/log.{kind}") for kind in ("csv", "json", "pdf")}
    assert [answer.status for answer in got.values()] == [200, 200, 200]
    assert len(got["json"].json()["entries"]) == int(she["entries"])
    assert got["pdf"].body().startswith(b"%PDF")


def a_certificate_says_nothing_about_her(anybody: Reader, she: Mapping[str, str]) -> None:
    """R6: whoever has the link sees that it holds, and no personal data."""
    anybody.is_now("")
    anybody.reads([("R6", ZH, "/certificates/{certificate}/")], she)
    shown = anybody.person.page.locator("body").inner_text()
    assert not [secret for secret in (she["name"], she["number"], she["phone"]) if secret in shown]


def a_recruiter_finds_judges_and_confirms(desk: Reader, session: str, refs: Mapping[str, str]) -> None:
    """R1 to R4, R57: the board, a voice without a name, an application, papers, reports, lists."""
    desk.is_now(session)
    desk.reads(RECRUITER, refs)
    desk.presses('a[href*="/admin/screening/papers/"]', "R57", EN)
    desk.presses("form button", "R57", EN)


def an_administrator_tries_a_rulebook(desk: Reader, session: str) -> None:
    """R18: what a change would do to the present pool, before anybody publishes it."""
    desk.is_now(session)
    desk.reads([("R18", EN, "/admin/levels/change/")], {})
    desk.person.fills(l2_shifts="1")
    desk.presses('button[name="try"]', "R18", EN)
    assert desk.person.page.locator("main .figure").first.is_visible()


def she_reflects_first(her: Reader, talk: str) -> None:
    """R19: her own words come before the coach's; both see one page."""
    her.reads([("R19", ZH, f"/agent/coaching/{talk}/")], {})
    her.person.fills(text="今天的来电我听得很耐心，结尾还可以更快。")
    her.presses("form button", "R19", ZH)


def she_learns_and_hands_in_a_paper(her: Reader, cast: Cast) -> None:
    """R5, R8, R57: policy, course, lesson, class, practice, the lesson again without a network; a paper to confirm."""
    she = cast.product.backstage.a_learner()
    her.is_now(she["session"])
    her.reads(LEARNER, she)
    her.presses('form[action$="/enrol/"] button', "R5", EN)
    refs = {**she, **cast.product.backstage.her_refs(course=COURSE)}
    her.reads([("R5", ZH, "/agent/classes/"), ("R5", EN, "/agent/simulations/{simulation}/")], refs)
    her.reads(
        [
            ("R57", ZH, "/agent/formalities/"),
            ("R57", EN, "/agent/formalities/identity/"),
            ("R57", ZH, "/agent/formalities/tax/"),
        ],
        refs,
    )
    her.person.fills(value="110101199003074477")
    her.presses("form.card button", "R57", ZH)
    her.reads([("R5", ZH, "/agent/lessons/{lesson}/")], refs)
    an_opened_lesson_stays_readable_without_a_network(her, f"/agent/lessons/{refs['lesson']}/")


def an_opened_lesson_stays_readable_without_a_network(her: Reader, lesson: str) -> None:
    """The worker of the portal kept it when she opened it; a page she never opened says that there is no network."""
    page, context = her.person.page, her.person.page.context
    title, text = page.locator("main h1").inner_text(), page.locator("main article").inner_text()
    page.evaluate(KEPT, lesson)
    context.set_offline(True)
    try:
        page.goto("/agent/messages/")
        expect(page.locator("main h1")).not_to_have_text(title)
        page.goto(lesson)
        expect(page.locator("main h1")).to_have_text(title)
        assert page.locator("main article").inner_text() == text
    finally:
        context.set_offline(False)
        her.person.noise.clear()  # a browser without a network says so in its console


# Laid out anew for another width: what is measured before the next picture may still be the old one.
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(({})()))))"
KEPT = """async (path) => {
  for (let turn = 0; turn < 400; turn++) {
    const kept = await (await caches.open("agent-pages")).keys();
    if (kept.some((one) => new URL(one.url).pathname === path)) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("never kept");
}"""
