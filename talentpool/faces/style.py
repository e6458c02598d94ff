"""The style guide: every component once, with invented numbers; only where DEBUG is on or the database is a demo."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from talentpool.kernel import charts, clock
from talentpool.kernel.models import DataMark
from talentpool.kernel.widgets import Day, Score

REQUIRED = [6, 6, 7, 9, 14, 22, 31, 38, 42, 44, 41, 36, 30, 28, 29, 33, 40, 47, 49, 44, 35, 24, 15, 9]
FILLED = [6, 6, 7, 9, 14, 22, 31, 36, 40, 41, 41, 36, 30, 28, 29, 33, 37, 39, 41, 40, 35, 24, 15, 9]
CHANNELS = [("calls", gettext_lazy("Calls")), ("chat", gettext_lazy("Chat")), ("mail", gettext_lazy("E-mail"))]


class Sample(forms.Form):
    """Each kind of field once."""

    name = forms.CharField(label=gettext_lazy("Name"), help_text=gettext_lazy("As it stands on your identity card."))
    email = forms.EmailField(label=gettext_lazy("E-mail"))
    hours = forms.IntegerField(label=gettext_lazy("Hours a week"), required=False, min_value=2, max_value=40)
    start = forms.DateField(label=gettext_lazy("First day"), widget=Day())
    kind = forms.ChoiceField(label=gettext_lazy("Channel"), choices=CHANNELS)
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), choices=CHANNELS, widget=forms.CheckboxSelectMultiple
    )
    score = forms.ChoiceField(label=gettext_lazy("Score"), choices=[(n, n) for n in range(1, 6)], widget=Score)
    note = forms.CharField(label=gettext_lazy("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    log = forms.FileField(label=gettext_lazy("Call log"), required=False)
    agree = forms.BooleanField(label=gettext_lazy("I have read the policy and agree"))


def _charts() -> dict[str, Any]:
    clocks = [f"{9 + i // 2:02d}:{i % 2 * 30:02d}" for i in range(24)]
    names = [_("Refunds · chat · Mandarin"), _("Orders · calls · Mandarin"), _("Technical · calls · Cantonese")]
    rows = [
        charts.HeatRow(n, [max(0, 9 - abs(h - 13 + k * 2)) * (3 - k) for h in range(24)]) for k, n in enumerate(names)
    ]
    return {
        "steps": [charts.Step(*three) for three in zip(clocks, REQUIRED, FILLED, strict=True)],
        "clocks": clocks,
        "curves": [("Erlang C", REQUIRED), ("Erlang A", [r * 0.92 for r in REQUIRED])],
        "heat": rows,
        "day_hours": [f"{h:02d}" for h in range(24)],
        "rates": [
            charts.Rate(names[0], 0.71, 0.66, 0.76, 312, 0.6),
            charts.Rate(names[1], 0.38, 0.24, 0.54, 42, 0.6),
            charts.Rate(names[2], None, sample=4),
        ],
        "bins": [(0.1, 0.12, 40), (0.3, 0.28, 90), (0.5, 0.53, 160), (0.7, 0.66, 210), (0.9, 0.93, 120)],
        "stages": [
            (_("Applied"), 1240),
            (_("Passed the gates"), 610),
            (_("Admitted"), 402),
            (_("In the reserve"), 377),
        ],
        "axes": [
            (_("Reception"), 86, 80),
            (_("Service"), 78, 71),
            (_("Pre-sale"), 64, 66),
            (_("After-sale"), 82, 60),
            (_("Product"), 71, None),
        ],
    }


def style(request: HttpRequest) -> HttpResponse:
    """Every component on one page."""
    if not _is_open():
        raise Http404
    now = clock.now()
    empty_form, wrong_form = Sample(), Sample({"name": "", "email": "no", "kind": "chat"})
    span = (now, now + timedelta(hours=2, minutes=30))
    wizard = [_("Positioning"), _("Volumes"), _("Seats"), _("Quote")]
    moments = {"soon": now + timedelta(hours=1, minutes=52), "span": span, "trend": [61, 63, 62, 66, 70, 71]}
    context = {"form": empty_form, "wrong": wrong_form, "wizard": wizard, **moments, **_charts()}
    return render(request, "style.html", context)


def _is_open() -> bool:
    return settings.DEBUG or DataMark.is_demo()
