"""The house's laws, each a function from one source file to the places that break it.

A law looks at syntax only, so it can be shown to fail on a snippet (test_laws.py).
"""

import ast
import re
from collections.abc import Callable, Iterator

from tests.architecture.source import Source

Law = Callable[[Source], Iterator[str]]
Function = ast.FunctionDef | ast.AsyncFunctionDef

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
LONGEST_DOOR = 15
LONGEST_SQL = 150
EMPTY_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "common",
    "misc",
    "data",
    "info",
    "process",
}
_CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("time", "time"),
}
_WRITES = {"save", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "create"}
_RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
_IMPURE = ("django", "psycopg", "celery", "redis", "rest_framework", "allauth")


def file_is_short(source: Source) -> Iterator[str]:
    lines = source.text.count("\n")
    limit = LONGEST_SQL if source.path.endswith(".sql") else LONGEST_FILE
    if lines > limit:
        yield f"{source.path}: {lines} lines, at most {limit}"


def functions_are_short(source: Source) -> Iterator[str]:
    for function in _functions(source.tree):
        lines = _lines(function) + (function.body[0].lineno - function.lineno)
        if lines > LONGEST_FUNCTION:
            yield f"{source.path}:{function.lineno} {function.name}: {lines} lines, at most {LONGEST_FUNCTION}"


def doors_only_open(source: Source) -> Iterator[str]:
    """A door's body, its docstring aside, is short. Called doors: views and API."""
    if not _is_door(source):
        return
    for function in _functions(source.tree):
        if _lines(function) > LONGEST_DOOR:
            yield f"{source.path}:{function.lineno} {function.name}: {_lines(function)} lines, at most {LONGEST_DOOR}"


def doors_ask_only_for_what_is_visible(source: Source) -> Iterator[str]:
    """``X.objects`` must go on with ``.visible_to(``, and a model class is never handed to a shortcut."""
    if not _is_door(source):
        return
    narrowed = {
        id(node.value)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
            if id(node) not in narrowed:
                yield f"{source.path}:{node.lineno} {ast.unparse(node)} without .visible_to(...)"
        elif _calls(node, {"get_object_or_404", "get_list_or_404"}) and _names_a_class(node):
            yield f"{source.path}:{_line(node)} a shortcut on a whole table"


def doors_write_nothing(source: Source) -> Iterator[str]:
    if not _is_door(source):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _WRITES:
            yield f"{source.path}:{node.lineno} {ast.unparse(node.func)}(...) belongs to an action"


def actions_are_called_like_sentences(source: Source) -> Iterator[str]:
    """A public action takes keyword arguments only."""
    if not source.plays("actions"):
        return
    for node in source.tree.body:
        if isinstance(node, Function) and not node.name.startswith("_") and (node.args.args or node.args.posonlyargs):
            yield f"{source.path}:{node.lineno} {node.name} takes positional arguments"


def rules_are_pure(source: Source) -> Iterator[str]:
    """No framework, no clock, no database, no other file role: arithmetic a reader can check against a book."""
    if not source.plays("rules"):
        return
    for module, line in _imports(source.tree):
        parts = module.split(".")
        if parts[0] in _IMPURE or parts[-1] in {"models", "actions", "clock", "queue", "views"}:
            yield f"{source.path}:{line} imports {module}"


def clock_is_the_kernels(source: Source) -> Iterator[str]:
    if source.path.endswith("kernel/clock.py"):
        return
    for node in ast.walk(source.tree):
        asked = isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in _CLOCKS
        today = isinstance(node, ast.Call) and _calls(node, {"localdate", "localtime"}) and not node.args
        if asked or today:
            yield f"{source.path}:{_line(node)} {ast.unparse(node)}: kernel.clock.now() is the only clock"
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add", "eta", "countdown"}:
            yield f"{source.path}:{node.value.lineno} {node.arg}=: kernel.clock.now() is the only clock"
        elif isinstance(node, ast.ImportFrom) and node.module == "django.db.models.functions":
            yield from (f"{source.path}:{node.lineno} the database's Now" for one in node.names if one.name == "Now")


def relations_name_the_class(source: Source) -> Iterator[str]:
    """A relation named by a string is invisible to the layers; "self" is the one exception."""
    for node in ast.walk(source.tree):
        if not _calls(node, _RELATIONS):
            continue
        assert isinstance(node, ast.Call)
        targets = [*node.args[:1], *(word.value for word in node.keywords if word.arg in ("to", "through"))]
        for target in targets:
            if isinstance(target, ast.Constant) and target.value != "self":
                yield f"{source.path}:{node.lineno} {ast.unparse(target)}: name the class"
            elif ast.unparse(target) == "settings.AUTH_USER_MODEL":
                yield f"{source.path}:{node.lineno} settings.AUTH_USER_MODEL: import User"


def fields_are_listed(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and node.value.value == "__all__":
            yield f"{source.path}:{node.lineno} __all__: list the fields"


def names_mean_something(source: Source) -> Iterator[str]:
    words = {part.removesuffix(".py") for part in source.path.split("/")}
    for word in sorted(words & EMPTY_NAMES):
        yield f"{source.path}: the name {word} says nothing"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and node.name != "UserManager":  # Django's term: what a user model must have
            noun = re.findall("[A-Z][a-z]+", node.name)[-1:]
            if noun and noun[0].lower() in EMPTY_NAMES:
                yield f"{source.path}:{node.lineno} {node.name}: the name {noun[0]} says nothing"


def wellbeing_is_nobodys_input(source: Source) -> Iterator[str]:
    """Also by string: ``get_model("wellbeing", …)`` would slip through an import rule."""
    if "wellbeing" in source.folders or source.path == "talentpool/settings.py":
        return
    for module, line in _imports(source.tree):
        if "wellbeing" in module.split("."):
            yield f"{source.path}:{line} imports {module}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _MODEL_NAME.fullmatch(node.value):
            yield f"{source.path}:{node.lineno} names {node.value}"
        elif _calls(node, {"get_model", "get_app_config", "get_models"}) and "'wellbeing'" in ast.unparse(node):
            yield f"{source.path}:{_line(node)} asks for its models"


def domain_introduces_itself(source: Source) -> Iterator[str]:
    if source.name == "__init__.py" and len(source.folders) <= 2 and not ast.get_docstring(source.tree):
        yield f"{source.path}: no docstring says what the domain is"


def page_carries_no_inline_code(source: Source) -> Iterator[str]:
    """The policy is ``default-src 'self'``: inline styles, scripts and handlers would be dead letters."""
    if "/emails/" in source.path:
        return
    html = _TEMPLATE_TAG.sub(lambda tag: re.sub(r"[^\n]", "_", tag.group(0)), source.text)
    for place in _INLINE.finditer(html):
        line = html.count("\n", 0, place.start()) + 1
        yield f"{source.path}:{line} {place.group(0).strip()}"


_MODEL_NAME = re.compile(r"talentpool\.wellbeing(\.\w+)*|wellbeing\.\w+")
_TEMPLATE_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_INLINE = re.compile(
    r"""\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<style[\s>]|<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>""",
    re.I,
)


def _is_door(source: Source) -> bool:
    return source.plays("views") or source.plays("api")


def _functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def _lines(function: Function) -> int:
    """Lines of the body, the docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((one.name, node.lineno) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{one.name}", node.lineno) for one in node.names)


def _calls(node: ast.AST, names: set[str]) -> bool:
    return isinstance(node, ast.Call) and _last_name(node.func) in names


def _names_a_class(node: ast.AST) -> bool:
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    return isinstance(first, ast.Name | ast.Attribute) and _last_name(first)[:1].isupper()


def _last_name(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)
