"""What ``manage.py calculate`` can be asked: each name, and the pure module whose ``answer`` answers it."""

from importlib import import_module

from talentpool.activation.rules.inputs import RuleInputError
from talentpool.kernel.questions import Answer, Unanswerable, parse

MODULES = {
    "requirement": "tasks.staffing.rules.requirement",
    "cover": "tasks.staffing.rules.cover",
    "overlap": "tasks.staffing.rules.overlap",
    "fill": "talentpool.faces.calculations.fill",
    "agreement": "talentpool.faces.calculations.agreement",
    "freshness": "talentpool.faces.calculations.freshness",
}


def answer_line(name: str, line: bytes) -> tuple[Answer, bool]:
    """The answer to one line of JSON, and whether there was one; otherwise the answer says what is wrong."""
    try:
        return import_module(MODULES[name]).answer(parse(line)), True
    except (Unanswerable, RuleInputError) as error:
        return _error(error.code, error.message), False
    except (ArithmeticError, MemoryError):
        return _error("not_computable", "These numbers can't be computed with."), False


def _error(code: str, message: str) -> Answer:
    return {"error": {"code": code, "message": message}}
