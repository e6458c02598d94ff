"""What an agent fills in to hand in a paper, and what a person writes to return one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talentpool.kernel.errors import Refusal
from talentpool.kernel.widgets import Camera
from talentpool.screening.errors import DocumentFaulty, DocumentMissing
from talentpool.screening.models import Formality
from talentpool.screening.states import FormalityKind

MOST_READ = 40 * 1024 * 1024 + 1  # one byte more than any standard allows: what is larger is refused unread
STORED = "image/jpeg,image/png,image/webp,application/pdf"
PICTURES: dict[str, tuple[Any, Any, dict[str, str]]] = {
    "front": (
        _("Front of the document"),
        _("The side with your picture. Of a passport, the page with your picture."),
        {"accept": "image/*", "capture": "environment"},
    ),
    "back": (_("Back of the document"), "", {"accept": "image/*", "capture": "environment"}),
    "stored": (
        _("Instead: a stored picture or a PDF"),
        _("Both sides in one file, at most four pages."),
        {"accept": STORED},
    ),
}
PAPER_WORDS = {
    FormalityKind.IDENTITY: (
        _("Number of your identity card or passport"),
        _("Kept encrypted. A person compares it with your document."),
    ),
    FormalityKind.CONTRACT: (_("Your full name, as signature"), _("You agree to the text above.")),
    FormalityKind.CONFIDENTIALITY: (_("Your full name, as signature"), _("You agree to the text above.")),
    FormalityKind.BANK: (_("Bank account or IBAN"), _("Where your pay goes. Kept encrypted.")),
    FormalityKind.TAX: (_("Tax number"), _("As your tax office writes it. Kept encrypted.")),
}


class FormalityForm(forms.Form):
    """One paper: a number, or the name typed under a text; with an identity the pictures of its document."""

    use_required_attribute = False  # a front may be missing where a stored file is there
    value = forms.CharField(max_length=80)

    def __init__(self, formality: Formality, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label, self.fields["value"].help_text = PAPER_WORDS[FormalityKind(formality.kind)]
        self.pictures = PICTURES if formality.kind == FormalityKind.IDENTITY else {}
        for name, (label, words, attrs) in self.pictures.items():
            widget = Camera(attrs=dict(attrs))
            self.fields[name] = forms.FileField(label=label, help_text=words, required=name == "front", widget=widget)
            self.fields[name].error_messages["required"] = DocumentMissing.message

    def clean(self) -> dict[str, Any]:
        """One stored file stands for the front and the back."""
        if self.cleaned_data.get("stored") and "front" not in self.files:
            self.errors.pop("front", None)
        return self.cleaned_data

    def given(self) -> dict[str, Any]:
        """value, files: as ``actions.hand_in_formality`` takes them."""
        files = [self.cleaned_data[name].read(MOST_READ) for name in self._chosen()]
        return {"value": self.cleaned_data["value"], "files": files}

    def _chosen(self) -> list[str]:
        return [name for name in self.pictures if self.cleaned_data.get(name)]

    def refuse(self, refusal: Refusal) -> int:
        """Say it beside the field it is about; returns the status of the answer."""
        field = "value"
        if isinstance(refusal, DocumentFaulty):
            field = self._chosen()[refusal.context["place"]]
        elif isinstance(refusal, DocumentMissing):
            field = "front"
        self.add_error(field, f"{refusal} {refusal.advice}")
        return refusal.status


class ReturnForm(forms.Form):
    note = forms.CharField(label=_("What is wrong"), max_length=300, widget=forms.TextInput)
