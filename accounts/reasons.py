"""Why something was decided, in every language at once."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise

Reason = dict[str, str]


def reason(code: str, text: str | Promise, /, **places: Any) -> Reason:
    """A reason in every language at once: ``text`` is a lazy translation that may hold ``%(name)s`` places."""
    spoken = {"code": code}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            spoken[language] = str(text) % places if places else str(text)
    return spoken
