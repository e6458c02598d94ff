"""The texts agents sign, by version, and what can be wrong with what they hand in.

Texts: ``texts/<name>.<version>.<language>.md``; the highest version is current. They are drafts for a lawyer, not advice.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from talentpool.kernel.fields import LocalizedText
from talentpool.screening.models import DocumentLook, DocumentPage, Formality, IdentityDocument, PaperStandard
from talentpool.screening.states import FormalityKind

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = {"en": "en", "zh": "zh-hans"}
FAULTS = {
    "format": _("it has the wrong length or characters"),
    "province": _("the first two places name no province"),
    "birth_date": _("places 7 to 14 are no date of birth"),
    "checksum": _("the check digit does not fit the others"),
    "too_young": _("the person is too young to work"),
    "signature": _("type your full name as signature"),
}
PICTURE_FAULTS = {
    "empty": _("it is empty"),
    "no_picture": _("it is neither a picture (JPEG, PNG, WebP) nor a PDF we can open"),
    "too_small": _("the picture is too small to read"),
    "too_many_pixels": _("the picture has too many pixels"),
    "locked": _("the PDF needs a password"),
    "many_pages": _("the PDF has more than four pages"),
}


@dataclass(frozen=True)
class DocumentShown:
    """A document as a page shows it: its pictures while they are kept, who was shown them, and until when."""

    document: IdentityDocument
    pages: list[DocumentPage]
    looks: list[DocumentLook]
    goes_at: datetime


def document_shown(paper: Formality) -> DocumentShown | None:
    """The last document handed in with this paper. Wants ``documents__pages__looks`` prefetched."""
    document = next(iter(paper.documents.all()), None)
    if document is None:
        return None
    pages = list(document.pages.all())
    looks = sorted((look for page in pages for look in page.looks.all()), key=lambda look: look.at, reverse=True)
    kept = [page for page in pages if page.path]
    return DocumentShown(document, kept, _one_a_visit(looks), document.goes_at(PaperStandard.current()))


def _one_a_visit(looks: list[DocumentLook]) -> list[DocumentLook]:
    """A visit shows every picture; who looked within the same minute is named once."""
    seen: dict[tuple[int, str], DocumentLook] = {}
    for look in looks:
        seen.setdefault((look.by_id, look.at.strftime("%Y%m%d%H%M")), look)
    return list(seen.values())


def text_name(kind: str, agent_kind: str) -> str:
    """Which text is signed: contracts differ by kind of agent."""
    return f"contract-{agent_kind}" if kind == FormalityKind.CONTRACT else str(kind)


@lru_cache(maxsize=16)
def current_version(kind: str, agent_kind: str) -> str:
    """The highest version of a text, like "contract-shared.1"."""
    found = {path.name.rsplit(".", 2)[0] for path in FOLDER.glob(f"{text_name(kind, agent_kind)}.*.md")}
    return max(found, key=lambda name: int(name.rsplit(".", 1)[1]), default="")


@lru_cache(maxsize=16)
def text_of(version: str) -> LocalizedText:
    """The text of a version in both languages, in Markdown."""
    found = {full: FOLDER / f"{version}.{short}.md" for short, full in LANGUAGES.items()}
    return LocalizedText({full: path.read_text(encoding="utf-8") for full, path in found.items() if path.exists()})
