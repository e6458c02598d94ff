"""What ``manage.py calculate`` can be asked: each name, and the pure module that answers it."""

from importlib import import_module

from talentpool.kernel.questions import Answer, Unanswerable, parse

MODULES = {
    "requirement": "tasks.staffing.rules.requirement",
    "cover": "tasks.staffing.rules.cover",
    "overlap": "tasks.staffing.rules.overlap",
    "agreement": "tasks.quality.agreement",
}


def answer_line(name: str, line: bytes) -> tuple[Answer, bool]:
    """The answer to one line of JSON, and whether there was one; otherwise the answer says what is wrong."""
    try:
        return import_module(MODULES[name]).answer(parse(line)), True
    except Unanswerable as error:
        return {"error": {"code": error.code, "message": error.message}}, False
    except (ArithmeticError, MemoryError):
        return {"error": {"code": "not_computable", "message": "These numbers can't be computed with."}}, False
