"""What the agent's pages show, gathered and formatted."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talentpool.agents import kit_words
from talentpool.agents.forms import DAYS
from talentpool.agents.models import Agent, Kit, PoolStandard
from talentpool.agents.rules import kit as kit_rules
from talentpool.agents.rules import week
from talentpool.agents.rules.week import DAY, Window

ROW, LEFT, WIDE = 26, 52, 336


def week_picture(windows: list[Window]) -> dict[str, Any]:
    """The week as a drawing and a sentence: a row a day, a bar a window."""
    kept = week.merged(windows)
    bars = format_html_join(
        "",
        '<rect class="bar-ready" x="{}" y="{}" width="{}" height="16" rx="4"/>',
        ((LEFT + w.start / DAY * WIDE, w.weekday * ROW + 22, max((w.end - w.start) / DAY * WIDE, 2)) for w in kept),
    )
    return {
        "svg": _frame(bars),
        "hours": f"{week.minutes_a_week(kept) / 60:g}",
        "days": len({w.weekday for w in kept}),
    }


def _x(minute: int) -> float:
    return round(LEFT + minute / DAY * WIDE, 1)


def _frame(bars: SafeString) -> SafeString:
    names = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><line class="hairline" x1="{}" x2="{}" y1="{}" y2="{}"/>',
        ((n * ROW + 34, name, LEFT, LEFT + WIDE, n * ROW + 44, n * ROW + 44) for n, name in enumerate(_short_days())),
    )
    clocks = format_html_join(
        "",
        '<text x="{}" y="12" text-anchor="{}">{}</text>',
        (
            (_x(hour * 60), "start" if hour == 0 else "end" if hour == 24 else "middle", f"{hour}:00")
            for hour in (0, 8, 16, 24)
        ),
    )
    return format_html(
        '<svg class="chart week" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}</svg>',
        LEFT + WIDE + 4,
        7 * ROW + 22,
        _("Your week"),
        clocks,
        names,
        bars,
    )


def _short_days() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


def kit_page(checks: QuerySet[Kit], *, at: datetime) -> dict[str, Any]:
    """The newest check with its lines, whether it still counts, and the limits to come."""
    standard = PoolStandard.current()
    newest = checks.first()
    until = newest.checked_at + standard.kit_validity if newest else None
    findings = [
        kit_rules.Finding(key=key, value=one["value"], limit=one["limit"], ok=one["ok"])
        for key, one in (newest.measures if newest else {}).items()
        if isinstance(one, dict) and {"value", "limit", "ok"} <= set(one)
    ]
    return {
        "newest": newest,
        "until": until,
        "counts": bool(newest and newest.passed and until and until > at),
        "lines": kit_words.lines(findings),
        "limits": kit_words.lines(kit_rules.judge({}, standard.kit_limits)),
    }


def profile_of(agent: Agent) -> dict[str, Any]:
    """Her place in the pool and what she can."""
    return {
        "agent": agent,
        "skills": agent.skills.select_related("skill").order_by("skill__code"),
        "languages": agent.languages.select_related("language").order_by("-level"),
        "channels": agent.channels.order_by("channel"),
        "week_days": DAYS,
    }
