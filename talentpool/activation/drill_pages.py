"""What the staff pages of drills show: the list, a plan or report, the schedules."""

from datetime import timedelta
from typing import Any

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _

from talentpool.activation.drill_report import Report, answers_over_time, report, shares_of
from talentpool.activation.drills import awake_now, best_moment, callable_people, segment_of
from talentpool.activation.models import Drill, DrillSchedule, Settings
from talentpool.activation.rates import readings
from talentpool.activation.segments import Names
from talentpool.activation.states import DrillState
from talentpool.kernel.charts import Bar, Rate, Series
from talentpool.kernel.clock import now
from talentpool.kernel.formats import count
from talentpool.kernel.templatetags.look_formats import day

IN_PICTURE = 8  # drills, the newest


def _labels() -> dict[str, str]:
    return {"answered": _("said yes"), "ready": _("logged in ready"), "worked": _("handled a test contact")}


def drill_page(drill: Drill) -> dict[str, Any]:
    """A drill's plan or report: funnel, answers over time, speed, and the ones before."""
    found, names, labels = report(drill), Names(), _labels()
    stages = [Bar(_("called"), found.called)] + [Bar(labels[s.depth], s.reached) for s in found.stages]
    ticks, lines = answers_over_time(drill)
    return {
        "drill": drill,
        "report": found,
        "stages": stages,
        "ticks": [f"{tick:.0f} h" if tick >= 10 else f"{tick:.1f} h" for tick in ticks],
        "lines": [Series(labels[depth], [100 * v for v in values]) for depth, values in lines.items() if values],
        "speed": [(labels[s.depth], s.median, s.slowest_tenth) for s in found.stages if s.median is not None],
        "rates": compared(found),
        "cost": drill.sample_size * (Settings.current().cost_minor + drill.thanks_minor),
        **_spent(drill, found),
        "name": names.name(segment_of(drill)),
        "slug": names.slug(segment_of(drill)),
        **(_before(drill) if drill.state == DrillState.PLANNED else {}),
    }


def _spent(drill: Drill, found: Report) -> dict[str, Any]:
    """What the calls cost, and the thanks to those who reached the depth; minor units."""
    reached = found.rate.yes if found.rate is not None else 0
    thanked = _("%(n)s people thanked") % {"n": count(reached)} if drill.thanks_minor else ""
    spent = found.called * Settings.current().cost_minor + reached * drill.thanks_minor
    return {"spent": spent, "thanked": thanked}


def _before(drill: Drill) -> dict[str, Any]:
    """Who is left out, and whether most have quiet hours now."""
    at = now()
    everybody = callable_people(segment_of(drill), at=at, backbone=drill.backbone)
    moment = best_moment(everybody.people, at=at)
    return {
        "left_out": everybody,
        "asleep": len(everybody.people) - len(awake_now(everybody.people, at=at)),
        "quiet_until": moment if moment > at else None,
        "begins": timezone.localtime(at + timedelta(hours=Settings.current().announce_hours)).replace(
            hour=10, minute=0
        ),
    }


def compared(found: Report) -> list[Rate]:
    """This drill and the ones before it, the newest first."""
    rates = []
    if found.rate is not None:
        rates.append(Rate(_("this drill"), found.rate.value, found.rate.low, found.rate.high, found.rate.sample))
    for drill, share in found.earlier:
        label = str(day(drill.starts_at)) + (" · " + _("announced") if drill.announced else "")
        rates.append(Rate(label, share.value, share.low, share.high, share.sample))
    return rates


def drill_list_page(drills: Any, page: str | None) -> dict[str, Any]:
    """Drills, the newest first, with what each found; what clients ask for stands above."""
    shown = Paginator(drills.exclude(state=DrillState.REQUESTED), 20).get_page(page)
    names, found = Names(), shares_of(shown.object_list)
    rows = [(d, names.name(segment_of(d)), found.get(d.ref)) for d in shown]
    done = [(f"{day(d.starts_at)} · {name}", share) for d, name, share in rows if d.state == DrillState.DONE and share]
    return {
        "page": shown,
        "rows": rows,
        "rates": [Rate(name, share.value, share.low, share.high, share.sample) for name, share in done[:IN_PICTURE]],
        "asked": [(d, names.name(segment_of(d))) for d in drills.filter(state=DrillState.REQUESTED)],
    }


def schedule_page(schedules: Any) -> dict[str, Any]:
    """Every standing order with the interval it watches; and the segments without one."""
    at, names, settings = now(), Names(), Settings.current()
    known = {r.segment: r for r in readings(at=at)}
    rows = [(one, names.name(segment_of(one)), known.get(segment_of(one))) for one in schedules]
    taken = {segment_of(one) for one in schedules}
    return {
        "rows": [(one, name, reading, _too_wide(one, reading)) for one, name, reading in rows],
        "without": [r for r in known.values() if r.segment not in taken],
        "settings": settings,
    }


def _too_wide(schedule: DrillSchedule, reading: Any) -> bool:
    return reading is None or reading.rate is None or reading.stale or reading.rate.half_width > schedule.widest
