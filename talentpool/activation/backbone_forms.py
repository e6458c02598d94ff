"""What staff hand in about backbone agents."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BackboneForm(forms.Form):
    """Whom a person names, or whose naming she ends, with the reason."""

    agent = forms.UUIDField()
    backbone = forms.TypedChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda said: said == "yes")
    reason = forms.CharField(label=_("Reason, read by the agent"), max_length=500, strip=True)
