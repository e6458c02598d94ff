"""The frame of a rule set: its name, weights, deductions, times, and the words for "not" and for quoting."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tasks.quality.display import MEASURES
from tasks.quality.rule_forms import PieceForm, lines
from tasks.quality.states import Group, Severity

_FEW = forms.Textarea(attrs={"rows": 4})


class FrameForm(PieceForm):
    """Numbers are shares in percent and seconds; an empty time is not judged."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for group, name in Group.choices:
            self.fields[f"group_{group}"] = forms.IntegerField(
                label=_("Weight of %(group)s") % {"group": name}, min_value=1, max_value=100
            )
        for severity, name in Severity.choices:
            self.fields[f"deduct_{severity}"] = forms.IntegerField(
                label=_("%(severity)s takes off, %%") % {"severity": name}, min_value=0, max_value=100
            )
        self.fields["wording_weight"] = forms.IntegerField(label=_("Weight of wording"), min_value=1, max_value=100)
        self.fields["out_of_order"] = forms.IntegerField(
            label=_("A step out of order counts, %"), min_value=0, max_value=100
        )
        for measure in ("first_answer", "longest_silence", "total"):
            self.fields[f"time_{measure}"] = forms.IntegerField(
                label=_("%(measure)s, seconds") % {"measure": MEASURES[measure]},
                min_value=1, max_value=7 * 86_400, required=False,
            )  # fmt: skip
        for key, label in (
            ("negations", _("Words for “not”, one a line")),
            ("negation_exceptions", _("Look like “not” and are not, one a line")),
            ("quotation_cues", _("Words that introduce a quotation, one a line")),
        ):
            self.fields[key] = forms.CharField(label=label, widget=_FEW, required=False, max_length=20_000)

    @classmethod
    def values(cls, rules: Mapping[str, Any]) -> dict[str, Any]:
        """The frame of the data as the form shows it."""
        scoring = rules["scoring"]
        shown = cls.name_values(rules) | {f"group_{g}": w for g, w in scoring["groups"].items()}
        shown |= {f"deduct_{s}": round(float(v) * 100) for s, v in scoring["deductions"].items()}
        shown |= {"wording_weight": scoring["wording_weight"]}
        shown |= {"out_of_order": round(float(scoring["out_of_order"]) * 100)}
        shown |= {f"time_{t['measure']}": t["limit_s"] for t in rules.get("timings", [])}
        for key in ("negations", "negation_exceptions", "quotation_cues"):
            shown[key] = "\n".join(rules.get(key, []))
        return shown

    def parts(self, before: Mapping[str, Any]) -> dict[str, Any]:
        """What was filled in, as the parts of the data it replaces; ``before`` keeps what the form doesn't show."""
        given = self.cleaned_data
        kept = {t["measure"]: t for t in before.get("timings", [])}
        timings = [
            {"group": "other", **kept.get(measure, {}), "measure": measure, "limit_s": given[f"time_{measure}"]}
            for measure in ("first_answer", "longest_silence", "total")
            if given[f"time_{measure}"]
        ]
        scoring = {
            "deductions": {s: _share(given[f"deduct_{s}"]) for s in Severity.values},
            "wording_weight": given["wording_weight"],
            "out_of_order": _share(given["out_of_order"]),
            "groups": {g: given[f"group_{g}"] for g in Group.values},
        }
        words = {key: lines(given[key]) for key in ("negations", "negation_exceptions", "quotation_cues")}
        return {"name": self.names(), "timings": timings, "scoring": scoring, **words}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        weights = [given.get(f"group_{g}") for g in Group.values]
        if None not in weights and sum(w or 0 for w in weights) != 100:
            self.add_error(f"group_{Group.OTHER}", _("The three groups add up to 100."))
        return given


def _share(percent: int) -> str:
    return f"{percent / 100:g}"
