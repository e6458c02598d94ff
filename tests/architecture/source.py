"""The project's own source files, read once."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PACKAGES = ("accounts", "talentpool", "tasks")


@dataclass(frozen=True)
class Source:
    """One file. path: relative to the project, with slashes."""

    path: str
    text: str

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def tree(self) -> ast.Module:
        return _parse(self.text)

    @property
    def folders(self) -> tuple[str, ...]:
        return tuple(self.path.split("/")[:-1])

    def plays(self, role: str) -> bool:
        """Is it the domain's ``<role>.py``, or a file of its package ``<role>/``?"""
        return self.name == f"{role}.py" or role in self.folders


@cache
def _parse(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def python(*roots: str) -> tuple[Source, ...]:
    """All Python files below the given folders (the product's by default), without migrations."""
    return tuple(
        Source(path.relative_to(PROJECT).as_posix(), path.read_text())
        for root in roots or PACKAGES
        for path in sorted((PROJECT / root).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def files(root: str, *endings: str) -> tuple[Source, ...]:
    """All text files below a folder with one of the endings; vendored ones are somebody else's."""
    return tuple(
        Source(path.relative_to(PROJECT).as_posix(), path.read_text())
        for path in sorted((PROJECT / root).rglob("*"))
        if path.suffix in endings and path.is_file() and "vendor" not in path.parts
    )
