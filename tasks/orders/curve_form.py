"""How seats are computed from volumes: what each channel needs to know."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.clock import now
from talentpool.kernel.widgets import Clock
from talentpool.training.pace import expected_pace
from tasks.orders.models import Line
from tasks.staffing.actions import Asked
from tasks.staffing.kept import work_of_json
from tasks.staffing.models import VolumeSet
from tasks.staffing.rules.chat import CONCURRENCY_AT_MOST
from tasks.staffing.rules.demand import Work
from tasks.staffing.states import WRITTEN_CHANNELS, Model

COMMON = ("shrinkage", "max_occupancy", "new_share", "own_roster")
OF_CHANNEL = {
    "call": ("model", "share", "target_s", "patience_s", "filler", "deadline_hours", "opens", "closes"),
    "chat": ("share", "target_s", "concurrency", "slowdown"),
    "outbound": ("dialling_s", "connect_share", "most_attempts", "struck_share", "opens", "closes"),
    "email": ("deadline_hours", "opens", "closes"),
}
AS_THEY_ARE = ("concurrency", "opens", "closes", "dialling_s", "most_attempts")
_ROSTER_LINE = re.compile(r"(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})\s*[:：=]?\s+(\d{1,6})")


class CurveForm(forms.Form):
    """How seats are computed."""

    model = forms.ChoiceField(
        label=_("Do callers hang up?"),
        choices=[
            (Model.ERLANG_A, _("Yes, after a while (Erlang A)")),
            (Model.ERLANG_C, _("No, everybody waits (Erlang C); more seats")),
        ],
    )
    share = forms.DecimalField(
        label=_("Answered in time, %"), min_value=Decimal(1), max_value=Decimal("99.9"), decimal_places=1
    )
    target_s = forms.IntegerField(label=_("In time means within, seconds"), min_value=0, max_value=86_400)
    patience_s = forms.IntegerField(
        label=_("Patience of callers, seconds"),
        min_value=1,
        max_value=86_400,
        help_text=_("The mean time after which a waiting caller hangs up."),
    )
    shrinkage = forms.DecimalField(
        label=_("Shrinkage, %"),
        min_value=0,
        max_value=80,
        decimal_places=1,
        help_text=_("Breaks, training, sickness. No-shows are not in it: the fill plan counts those."),
    )
    max_occupancy = forms.DecimalField(label=_("Highest occupancy, %"), min_value=10, max_value=100, decimal_places=1)
    new_share = forms.DecimalField(
        label=_("Pace of new agents, %"),
        min_value=50,
        max_value=100,
        decimal_places=0,
        help_text=_("100: all are experienced. Below, every contact takes longer."),
    )
    concurrency = forms.IntegerField(
        label=_("Chats at once"),
        min_value=1,
        max_value=CONCURRENCY_AT_MOST,
        help_text=_("How many one agent may hold side by side."),
    )
    slowdown = forms.DecimalField(
        label=_("Each further chat slows by, %"),
        min_value=0,
        max_value=100,
        decimal_places=0,
        help_text=_("Two chats at once take longer each than one alone."),
    )
    deadline_hours = forms.DecimalField(
        label=_("Deadline, hours"), min_value=Decimal("0.25"), max_value=336, decimal_places=2
    )
    opens = forms.TimeField(label=_("Worked from"), widget=Clock())
    closes = forms.TimeField(label=_("Worked until"), widget=Clock())
    dialling_s = forms.IntegerField(label=_("Dialling, seconds an attempt"), min_value=0, max_value=3600)
    connect_share = forms.DecimalField(
        label=_("Attempts that reach a person, %"), min_value=0, max_value=100, decimal_places=1
    )
    most_attempts = forms.IntegerField(label=_("Attempts a record, at most"), min_value=1, max_value=20)
    struck_share = forms.DecimalField(
        label=_("Without consent or on a do-not-call list, %"), min_value=0, max_value=99, decimal_places=1
    )
    filler = forms.ModelChoiceField(
        label=_("E-mail or complaints between calls"),
        required=False,
        queryset=VolumeSet.objects.none(),
        empty_label=_("None"),
        help_text=_("Agents answer them while no call waits; who else is needed keeps the deadline."),
    )
    own_roster = forms.CharField(
        label=_("Your own roster"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "09:00-18:00 12"}),
        help_text=_("A line for each stretch: from, to, seats. They are taken off what is ordered."),
    )

    def __init__(self, *args: Any, order: Line, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        shown = {*COMMON, *OF_CHANNEL.get(order.channel, OF_CHANNEL["email"])}
        for name in set(fields) - shown:
            del fields[name]
        if "filler" in fields:
            usable = VolumeSet.objects.filter(client=order.client_id, channel__in=WRITTEN_CHANNELS).usable()
            fields["filler"].queryset = usable.order_by("-created_at")
            fields["filler"].to_field_name = "ref"
            if not usable.exists():
                for name in ("filler", "deadline_hours", "opens", "closes"):
                    del fields[name]

    def pairs(self) -> list[list[forms.BoundField]]:
        """Fields two by two, as the page lays them out."""
        names = [name for name in self.fields if name not in ("model", "own_roster", "filler")]
        return [[self[name] for name in names[at : at + 2]] for at in range(0, len(names), 2)]

    def clean(self) -> dict[str, Any]:
        """Working hours in order."""
        given = super().clean() or {}
        if given.get("opens") and given.get("closes") and given["opens"] >= given["closes"]:
            self.add_error("closes", _("The end must lie after the beginning."))
        return given

    def clean_own_roster(self) -> dict[str, int]:
        """``{"HH:MM": seats}`` on the quarter-hour grid."""
        roster: dict[str, int] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["own_roster"].splitlines())):
            found = _ROSTER_LINE.fullmatch(line)
            numbers = [int(part) for part in found.groups()] if found else []
            if not numbers or numbers[0] > 23 or numbers[2] > 24 or max(numbers[1], numbers[3]) > 59:
                raise forms.ValidationError(_("This line can't be read: %(line)s"), params={"line": line[:60]})
            first, last = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
            for minute in range(first - first % 15, last if last > first else last + 1440, 15):
                clock = f"{minute // 60 % 24:02d}:{minute % 60:02d}"
                roster[clock] = roster.get(clock, 0) + numbers[4]
        return roster

    def asked(self, order: Line) -> Asked:
        """What was filled in, as the action wants it."""
        given = self.cleaned_data
        if order.starts_on is None or order.ends_on is None:
            raise ValueError("the days come first")
        last, level = order.requirement, order.service_level
        seconds = last.target_s if last else min(level.seconds, 86_400) if level else 0
        return Asked(
            starts_on=order.starts_on,
            ends_on=order.ends_on,
            model=given.get("model", Model.ERLANG_A),
            target_share=float(given["share"] / 100) if "share" in given else 0.95,
            target_s=given.get("target_s", seconds),
            patience_s=float(given.get("patience_s", 120)),
            shrinkage=given["shrinkage"] / 100,
            max_occupancy=given["max_occupancy"] / 100,
            ramp=float(100 / given["new_share"]),
            own_roster=given["own_roster"],
            work=self._work(given),
            filler=given.get("filler"),
        )

    @staticmethod
    def _work(given: dict[str, Any]) -> Work:
        """The channel's own terms; what its form does not ask takes the default."""
        read: dict[str, Any] = {name: given[name] for name in AS_THEY_ARE if given.get(name) is not None}
        for name in ("connect_share", "struck_share"):
            if given.get(name) is not None:
                read[name] = Fraction(given[name]) / 100
        if given.get("slowdown") is not None:
            read["slowdown"] = float(given["slowdown"] / 100)
        if given.get("deadline_hours") is not None:
            read["deadline_minutes"] = int(given["deadline_hours"] * 60)
        return Work(**read)

    @staticmethod
    def initial_of(order: Line) -> dict[str, Any]:
        """The last curve's terms, or what the service level and the house's defaults say."""
        last = order.requirement
        level = order.service_level
        return {
            "model": last.model if last else Model.ERLANG_A,
            "share": _short(
                Decimal(str(round((last.target_share if last else level.share if level else 0.9) * 100, 1)))
            ),
            "target_s": last.target_s if last else min(level.seconds, 86_400) if level else 10,
            "patience_s": int(last.patience_s) if last else 120,
            "shrinkage": _short(last.shrinkage * 100) if last else Decimal(15),
            "max_occupancy": _short(last.max_occupancy * 100) if last else Decimal(90),
            "new_share": round(100 / last.ramp) if last else max(50, round(100 * expected_pace(now()))),
            "own_roster": roster_text(last.own_roster) if last else "",
            "filler": last.filler.ref if last and last.filler else None,
            **_work_initial(order),
        }


def _work_initial(order: Line) -> dict[str, Any]:
    last, level = order.requirement, order.service_level
    work = work_of_json(last.work) if last else Work()
    if not last and level and level.channel not in ("call", "chat"):
        work = replace(work, deadline_minutes=max(15, min(14 * 1440, level.seconds // 60)))
    return {
        **{name: getattr(work, name) for name in AS_THEY_ARE},
        "slowdown": round(work.slowdown * 100),
        "deadline_hours": _short(Decimal(work.deadline_minutes) / 60),
        "connect_share": round(float(work.connect_share) * 100, 1),
        "struck_share": round(float(work.struck_share) * 100, 1),
    }


def _short(number: Decimal) -> Decimal:
    """Without zeros at the end: 15, not 15.000."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def roster_text(roster: dict[str, int]) -> str:
    """A roster by the clock as lines of stretches."""
    lines, start, last = [], "", None
    clocks = [f"{minute // 60:02d}:{minute % 60:02d}" for minute in range(0, 1440, 15)]
    for clock in [*clocks, "24:00"]:
        seats = roster.get(clock, 0)
        if seats != last:
            if last:
                lines.append(f"{start}-{clock} {last}")
            start, last = clock, seats
    return "\n".join(lines)
