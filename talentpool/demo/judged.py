"""What people did with the demo's inspected conversations: reviews, alerts, appeals, cases, causes, satisfaction.

Everything goes through the quality room's own actions, so it obeys what a person's click would obey.
"""

from datetime import datetime, timedelta
from random import Random

from django.core.files.base import ContentFile
from django.db.models import Count, F

from accounts.models import Client, Membership, User
from accounts.states import MemberRole, StaffRole
from talentpool.growth import actions as growth
from talentpool.growth.states import Capability, TalkChannel
from talentpool.kernel.errors import Refusal
from tasks.quality import actions
from tasks.quality.dashboard import topic_names
from tasks.quality.findings import FOUND
from tasks.quality.models import Alert, Appeal, Inspection
from tasks.quality.overview import local_day
from tasks.quality.rules.scorecard import SCORECARD
from tasks.quality.rules.shapes import Severity
from tasks.quality.states import BatchHolds, CaseKind, PeriodKind, RunState

TWICE, ONCE = 20, 12  # conversations judged by two people, and by one
ALIKE = 0.88  # how often the second rater marks an item as the first did
ANSWERED = 0.55  # of the customers say how content they were
NOTES = ("解释清楚，态度耐心。", "流程完整，结束语稍显仓促。", "核实身份不够主动，需要提醒。", "")
LESSONS = {
    CaseKind.GOOD: ("先核实再答复，一次说清", "开场、核实、答复、结束语一步不落，客户不用再来问第二次。"),
    CaseKind.BAD: ("漏了步骤，客户心里没底", "只给结论，没有核实和收尾。先确认身份，再说清下一步和时间。"),
}


def make(*, random: Random, at: datetime) -> None:
    """Lay it all; nothing where staff or conversations are missing."""
    people = {role: User.objects.filter(groups__name=role).order_by("pk").first() for role in StaffRole}
    analyst, trainer = people[StaffRole.ANALYST], people[StaffRole.TRAINER]
    rows = Inspection.objects.filter(score__isnull=False).select_related("agent__user", "conversation", "client")
    seen = list(rows.order_by("pk"))
    if analyst is None or trainer is None or not seen:
        return
    _reviews(random.sample(seen, min(len(seen), TWICE + ONCE)), analyst, trainer, random)
    _alerts(analyst)
    _appeals([one for one in seen if one.agent])
    _cases(seen, trainer)
    for client in Client.objects.filter(pk__in={one.client_id for one in seen}).order_by("pk"):
        _satisfaction(client, [one for one in seen if one.client_id == client.pk], random)
    actions.recount()
    _causes(analyst, at)
    _period(seen, analyst, at)
    _talk(seen, trainer)


def _reviews(chosen: list[Inspection], first: User, second: User, random: Random) -> None:
    """The second rater mostly sees what the first saw, and judges blind like her."""
    for place, one in enumerate(chosen):
        good = (one.score or 0) / 100
        marks = {item.code: _mark(good, random) for item in SCORECARD}
        again = {code: mark if random.random() < ALIKE else _mark(good, random) for code, mark in marks.items()}
        actions.submit_review(inspection=one, marks=marks, note=random.choice(NOTES), by=first)
        if place < TWICE:
            actions.submit_review(inspection=one, marks=again, note=random.choice(NOTES), by=second)


def _mark(good: float, random: Random) -> str:
    luck = random.gauss(good, 0.25)
    return "yes" if luck > 0.6 else "partly" if luck > 0.35 else "no"


def _alerts(analyst: User) -> None:
    """One red line is confirmed; of the others some are taken, some closed, the rest wait."""
    alerts = list(Alert.objects.select_related("inspection").order_by("pk"))
    for alert in (one for one in alerts if one.severity == Severity.RED_LINE):
        hits = alert.inspection.hits
        if any(hit["severity"] == Severity.RED_LINE and hit["state"] == FOUND for hit in hits):
            actions.confirm_red_line(inspection=alert.inspection, reason="核对了原话和上下文，确属红线。", by=analyst)
            break
    others = [one for one in alerts if one.severity != Severity.RED_LINE]
    for place, alert in enumerate(others):
        if place % 5 == 1:
            actions.take_alert(alert=alert, by=analyst)
        elif place % 5 == 2:
            actions.close_alert(alert=alert, confirmed=True, note="已联系客户致歉并跟进处理。", by=analyst)
        elif place % 5 == 3:
            actions.close_alert(alert=alert, confirmed=False, note="客户只是询问流程，并无投诉意向。", by=analyst)


def _appeals(hers: list[Inspection]) -> None:
    """The two weakest scores are objected to: one objection waits, one is answered."""
    reasons = ("客户一上来就报了尾号，我没有再核实一遍，请复核。", "当时系统卡顿，停顿不是我造成的，请复核。")
    weak = sorted(hers, key=lambda one: (one.score or 0, one.pk))
    opened: list[Appeal] = []
    for one in weak:
        if one.agent is None or len(opened) == len(reasons) or any(o.agent_id == one.agent_id for o in opened):
            continue
        try:
            reason = reasons[len(opened)]
            opened.append(actions.open_appeal(inspection=one, agent=one.agent, reason=reason, by=one.agent.user))
        except Refusal:
            continue  # too late for this one, or nobody else could answer
    if opened:
        answer = "已重读整段对话：规定的步骤确实缺少，维持原分。可以看看好案例里怎么收尾。"
        actions.answer_appeal(appeal=opened[0], upheld=False, dropped=[], answer=answer, by=opened[0].to)


def _cases(seen: list[Inspection], trainer: User) -> None:
    topics = {code: dict(name).get("zh-hans", "") for code, name in topic_names(None).items()}
    ranked = sorted(seen, key=lambda one: (one.score or 0, one.pk))
    for kind, one in ((CaseKind.GOOD, ranked[-1]), (CaseKind.BAD, ranked[len(ranked) // 10])):
        title, learned = LESSONS[kind]
        case = actions.make_case(
            inspection=one, kind=kind, title=title, lesson_learned=learned, capability=Capability.values[0],
            rule=one.hits[0]["rule"] if one.hits else "", product=topics.get(one.topic, ""), hidden=["3312"], marked=[0, 2],
            client=None, lessons=[], by=trainer,
        )  # fmt: skip
        actions.publish_case(case=case, by=trainer)


def _satisfaction(client: Client, rows: list[Inspection], random: Random) -> None:
    """A file as the client would send it: better service, more content customers, with a good deal of chance."""
    owner = _owner(client)
    told = [one for one in rows if random.random() < ANSWERED]
    if owner is None or not told:
        return
    lines = ["会话编号,满意度"]
    for one in told:
        stars = min(5, max(1, round(random.gauss(1.6 + 3 * (one.score or 0) / 100, 0.7))))
        lines.append(f"{one.conversation.external_id},{stars}")
    file = ContentFile("\n".join(lines).encode(), name="满意度回访.csv")
    batch = actions.upload_conversations(client=client, file=file, by=owner, holds=BatchHolds.SATISFACTION)
    batch.refresh_from_db()
    if batch.state == RunState.WAITING:
        actions.read_batch(batch=batch)


def _owner(client: Client) -> User | None:
    member = (
        Membership.objects.filter(client=client, role=MemberRole.OWNER).select_related("user").order_by("pk").first()
    )
    return member.user if member else None


def _causes(analyst: User, at: datetime) -> None:
    """The topics people come about most have an owner at the client; one of them is mended."""
    names = topic_names(None)
    topics = Inspection.objects.exclude(topic="").values("client", code=F("topic")).annotate(n=Count("pk"))
    opened = []
    for row in topics.order_by("-n", "client", "code")[:3]:
        client = Client.objects.get(pk=row["client"])
        owner = _owner(client)
        if owner is not None and row["code"] in names:
            due = local_day(at) + timedelta(days=14)
            note = "回访里常见重复来问，请给出一次能办完的说法。"
            name = dict(names[row["code"]])
            opened.append(
                actions.open_cause(
                    client=client, topic=row["code"], name=name, owner=owner, due_on=due, note=note, by=analyst
                )
            )
    if len(opened) > 1:
        actions.mend_cause(cause=opened[-1], how="更新了话术和自助页面，办理时限写在第一行。", by=opened[-1].owner)


def _period(seen: list[Inspection], analyst: User, at: datetime) -> None:
    """The client with the most conversations got a review of its month."""
    most = max({one.client for one in seen}, key=lambda c: (sum(one.client_id == c.pk for one in seen), -c.pk))
    words = "本月整体平稳：开场和解答到位，核实和结束语还可以更完整，下月重点抽查这两步。"
    review = actions.make_review(client=most, kind=PeriodKind.MONTH, day=local_day(at), words=words, by=analyst)
    actions.send_review(review=review, by=analyst)


def _talk(seen: list[Inspection], trainer: User) -> None:
    """A coaching talk begun from a conversation of an agent in the middle of the field."""
    hers = sorted((one for one in seen if one.agent), key=lambda one: (one.score or 0, one.pk))
    one = hers[len(hers) // 3] if hers else None
    if one is not None and one.agent is not None:
        growth.begin_talk(
            agent=one.agent,
            coach=trainer,
            channel=TalkChannel.RECORDING,
            by=trainer,
            about=one.ref,
            link=f"/agent/quality/{one.ref}/",
        )
