"""Imports and foreign keys point back in time, and no domain is forgotten."""

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tests.architecture.source import PACKAGES, PROJECT

CONTRACTS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        capture_output=True,
        text=True,
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        check=False,
    )


def _copy_with(folder: Path, module: str, line: str) -> None:
    """An empty copy of all packages, with one import added to one of them."""
    (folder / "pyproject.toml").write_text((PROJECT / "pyproject.toml").read_text().replace(_IGNORED, ""))
    for room in ["talentpool", "tasks", *settings.ROOMS, *settings.BESIDE]:
        place = folder / room.replace(".", "/")
        place.mkdir(exist_ok=True)
        (place / "__init__.py").write_text("")
        (place / "models.py").write_text("")
    for root in ("settings", "urls", "celery", "wsgi"):
        (folder / "talentpool" / f"{root}.py").write_text("")
    (folder / module.replace(".", "/") / "models.py").write_text(line + "\n")


_IGNORED = 'ignore_imports = ["talentpool -> talentpool.celery"]'


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("talentpool.kernel", "import accounts.models", "Imports point back in time"),
        ("talentpool.growth", "import talentpool.training.models", "Imports point back in time"),
        ("tasks.staffing", "from tasks.orders import models", "Imports point back in time"),
        ("tasks.dispatch", "import talentpool.wellbeing.models", "Nobody imports wellbeing"),
        ("talentpool.wellbeing", "import talentpool.screening.models", "Wellbeing stands beside agents"),
        ("talentpool.local", "import talentpool.agents.models", "Local imports nothing of the domains"),
        ("tasks.orders", "import talentpool.settings", "No domain knows where it runs"),
    ],
)
def test_import_against_time_is_refused(tmp_path: Path, module: str, line: str, contract: str) -> None:
    _copy_with(tmp_path, module, line)
    done = _lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert any(contract in said and "BROKEN" in said for said in done.stdout.splitlines()), done.stdout


def test_import_back_in_time_is_welcome(tmp_path: Path) -> None:
    _copy_with(tmp_path, "tasks.billing", "import talentpool.kernel.models")
    done = _lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_layers_are_the_rooms_in_order() -> None:
    layers = next(one["layers"] for one in CONTRACTS if one["type"] == "layers")
    assert list(reversed(layers)) == settings.ROOMS


def test_no_domain_is_missing_from_the_list() -> None:
    assert missing_from(_apps_on_disk(), [*settings.ROOMS, *settings.BESIDE]) == set()
    assert missing_from([*_apps_on_disk(), "tasks.forgotten"], settings.ROOMS) >= {"tasks.forgotten"}


def missing_from(found: Sequence[str], listed: Sequence[str]) -> set[str]:
    return set(found) - set(listed)


def _apps_on_disk() -> list[str]:
    return [
        ".".join(path.relative_to(PROJECT).parts[:-1])
        for package in PACKAGES
        for path in sorted((PROJECT / package).rglob("apps.py"))
    ]


def points_up(*, own: str, other: str, order: Sequence[str]) -> bool:
    """Does a foreign key of room ``own`` point at a later room? Rooms outside the order have no later ones."""
    return own in order and other in order and order.index(other) > order.index(own)


def test_foreign_keys_point_back_in_time() -> None:
    upward = [
        f"{model.__name__}.{field.name} -> {field.related_model.__name__}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation
        and (field.many_to_one or field.one_to_one or field.many_to_many)
        and not field.auto_created
        if isinstance(field.related_model, type)
        and points_up(own=_room(model), other=_room(field.related_model), order=settings.ROOMS)
    ]
    assert not upward, "\n".join(upward)


def test_nobody_refers_to_wellbeing() -> None:
    referring = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if _room(model) != "talentpool.wellbeing"
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and isinstance(field.related_model, type)
        if _room(field.related_model) == "talentpool.wellbeing"
    ]
    assert not referring


def test_foreign_key_that_points_up_is_seen() -> None:
    order = ["talentpool.kernel", "accounts", "tasks.billing"]
    assert points_up(own="accounts", other="tasks.billing", order=order)
    assert not points_up(own="tasks.billing", other="accounts", order=order)
    assert not points_up(own="accounts", other="accounts", order=order)
    assert not points_up(own="accounts", other="django.contrib.auth", order=order)


def _room(model: type) -> str:
    return apps.get_containing_app_config(model.__module__).name  # type: ignore[union-attr]


def test_every_dependency_says_why_it_is_there() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        assert unexplained((PROJECT / name).read_text()) == []
    assert unexplained("django~=5.2\n-r other.txt\n# a heading\n\nrules # predicates\n") == ["django~=5.2"]


def unexplained(text: str) -> list[str]:
    """Requirement lines without a reason."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", "-"))]
    return [line for line in lines if not line.partition("#")[2].strip()]
