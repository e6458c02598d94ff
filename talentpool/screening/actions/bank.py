"""Loading the question bank from its files."""

from pathlib import Path

from django.db import transaction

from talentpool.screening.errors import BankFault
from talentpool.screening.models import Question
from talentpool.screening.rules.bank import Faulty, Written, parse
from talentpool.screening.states import GateKind

FOLDER = Path(__file__).resolve().parent.parent / "bank"


@transaction.atomic
def load_question_bank(*, folder: Path = FOLDER) -> int:
    """Bring the bank to what the files say; may run twice. Returns how many questions are new or changed.

    A changed question gets a new version; one that is gone from the files is drawn no more. Raises BankFault.
    """
    changed = 0
    for path in sorted(folder.glob("*.txt")):
        kind = GateKind(path.stem)
        written = _parsed(path)
        changed += sum(_keep(kind, one) for one in written)
        Question.objects.filter(kind=kind, code__isnull=False).exclude(code__in=[one.code for one in written]).update(
            active=False
        )
    return changed


def _parsed(path: Path) -> list[Written]:
    try:
        return parse(path.read_text(encoding="utf-8"), plain=path.stem == GateKind.TYPING)
    except Faulty as error:
        raise BankFault(file=path.name, line=error.line, fault=error.fault) from error


def _keep(kind: str, one: Written) -> bool:
    known = Question.objects.filter(code=one.code).first()
    if known is None:
        Question.objects.create(code=one.code, kind=kind, text=one.text, options=one.options, tags=one.tags)
        return True
    if (dict(known.text), known.options, known.tags, known.active) == (one.text, one.options, one.tags, True):
        return False
    known.text, known.options, known.tags, known.active = one.text, one.options, one.tags, True
    known.version += 1
    known.save(update_fields=["text", "options", "tags", "active", "version"])
    return True
