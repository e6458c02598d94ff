"""What the pages of freshness and of talking show."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db.models import Avg, Count, Sum
from django.utils.translation import gettext as _

from talentpool.activation.actions.freshness import cost_of, standings
from talentpool.activation.effects import NOTHING, Effect, effects
from talentpool.activation.members import Choice
from talentpool.activation.models import FreshProposal, Ping, PingRecipient, Settings
from talentpool.activation.pool_pages import choice_words
from talentpool.activation.rules.freshness import WORTH, days_until
from talentpool.activation.segments import Names, Segment
from talentpool.activation.states import FreshAction, TalkKind
from talentpool.activation.talking import Audience, gap_seen, replies
from talentpool.kernel.charts import Bar, Rate, Series
from talentpool.kernel.templatetags.look_formats import day

IN_PICTURE = 8  # wordings, the newest
STEPS = 10  # bars of the picture of freshness
AN_HOUR = 3600


def freshness_page(*, at: datetime) -> dict[str, Any]:
    """Per skill how fresh, what is proposed and costs, and whether each kind of action works."""
    settings, names = Settings.current(), Names()
    found = standings(at=at)
    below = settings.fresh_below
    bands = [0] * STEPS
    for one in found:
        bands[min(STEPS - 1, int(one.freshness * STEPS))] += 1
    measured = cache.get_or_set("activation.effects", lambda: effects(at=at), AN_HOUR) or []
    return {
        "bars": [Bar(f"{n * 10}–{n * 10 + 10} %", count) for n, count in enumerate(bands)],
        "skills": [_skill_row(pk, names, found, below) for pk in sorted({s.skill_id for s in found})],
        "pairs": len(found),
        "stale": sum(s.freshness < below for s in found),
        "proposals": _proposals(measured),
        "effects": measured,
        "effect_rates": [_effect_rate(e) for e in measured if e.again is not None],
        "settings": settings,
        "worth": WORTH,
        "decay": _decay(),
        "steps": [f"{n / 4:g}" for n in range(13)],
    }


def _skill_row(pk: int, names: Names, found: list[Any], below: float) -> dict[str, Any]:
    own = [s.freshness for s in found if s.skill_id == pk]
    skill = names.skills[pk]
    return {
        "skill": skill,
        "people": len(own),
        "mean": sum(own) / len(own),
        "stale": sum(v < below for v in own),
        "never": sum(v <= 0 for v in own),
        "lasts": days_until(value=WORTH["work"], level=below, half_life_days=skill.half_life_days),
    }


def _decay() -> list[Series]:
    """How each proof fades over half-lives, 0 to 3 in quarters."""
    steps = [n / 4 for n in range(13)]
    words = {"work": _("work"), "exam": _("exam"), "practice": _("practice task")}
    return [Series(words[kind], [100 * WORTH[kind] * 0.5**t for t in steps]) for kind in words]


def _proposals(measured: list[Effect]) -> list[dict[str, Any]]:
    """Open proposals by action: people, mean gain, cost, and the measured effect."""
    rows = FreshProposal.objects.filter(closed_at=None).values("action")
    by_action = {r["action"]: r for r in rows.annotate(n=Count("pk"), gain=Avg("gain"), cost=Sum("cost_minor"))}
    known = {e.action: e for e in measured}
    costs = cost_of(settings=Settings.current())
    return [
        {
            "action": code,
            "label": label,
            "n": by_action.get(code, {}).get("n", 0),
            "gain": by_action.get(code, {}).get("gain"),
            "cost": by_action.get(code, {}).get("cost") or 0,
            "each": costs[code],
            "effect": known.get(code),
        }
        for code, label in FreshAction.choices
    ]


def _effect_rate(effect: Effect) -> Rate:
    label = _("nothing done") if effect.action == NOTHING else effect.label
    share = effect.again
    return Rate(label, share.value, share.low, share.high, share.sample) if share else Rate(label, None)


def talk_list_page(pings: Any, page: str | None) -> dict[str, Any]:
    """Messages to the pool, the newest first, with their replies."""
    shown = Paginator(pings.order_by("-sent_at", "-pk"), 15).get_page(page)
    names = Names()
    rows = [(p, names.name(_segment(p)), replies(p)) for p in shown]
    answered = [
        Rate(f"{day(p.sent_at)} · {name}{_wording(p, w.number)}", w.reply.value, w.reply.low, w.reply.high, w.sent)
        for p, name, found in rows
        for w in found.wordings
        if w.reply is not None and p.talk == TalkKind.PING
    ]
    return {"page": shown, "rows": rows, "rates": answered[:IN_PICTURE]}


def _wording(ping: Ping, number: int) -> str:
    return f" · {'AB'[number]}" if ping.text_b else ""


def _segment(ping: Ping) -> Segment:
    return Segment(ping.skill_id, ping.channel, ping.language_id, ping.kind)


def talk_page(ping: Ping, *, at: datetime) -> dict[str, Any]:
    """One message: whom it reached, what came back, and how sure a difference between its wordings is."""
    found = replies(ping)
    labels = [_("first wording"), _("second wording")] if ping.text_b else [_("replied")]
    rates = [
        Rate(labels[w.number], w.reply.value, w.reply.low, w.reply.high, w.reply.sample)
        for w in found.wordings
        if w.reply is not None and w.number < len(labels)
    ]
    known = {k: v for k, v in ping.choice.items() if k in ("condition", "day", "hour", "band")}
    return {
        "ping": ping,
        "name": Names().name(_segment(ping)),
        "slug": Names().slug(_segment(ping)) if ping.kind else "",
        "found": found,
        "rates": rates,
        "sent": PingRecipient.objects.filter(ping=ping).count(),
        "left_out": left_out_words(ping.left_out),
        "choice": choice_words(Choice(**known)),
        "open": ping.closes_at is not None and ping.closes_at > at,
    }


def preview(reach: Audience, said: dict[str, Any]) -> dict[str, Any]:
    """A message before it is sent: whom it reaches, each wording in both languages, how large a gap they can show."""
    wordings = [text for text in (said["text"], said["text_b"]) if text]
    return {
        "reach": reach,
        "left_out": left_out_words(reach.left_out),
        "wordings": [(text["zh-hans"], text["en"]) for text in wordings],
        "gap": gap_seen(people=len(reach.people)) if said["text_b"] else None,
    }


def left_out_words(left_out: dict[str, int]) -> list[tuple[str, int]]:
    """Reasons for which people are left out, with how many."""
    words = {
        "resting": _("resting"),
        "paused": _("paused"),
        "enough": _("heard from us often enough this month"),
        "asked_lately": _("asked something lately"),
    }
    return [(words.get(why, why), count) for why, count in left_out.items()]
