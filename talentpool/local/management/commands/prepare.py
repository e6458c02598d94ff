"""``manage.py prepare``: bring database, static files, translations and demo pool up to date. What ``up`` runs."""

import hashlib
import sys
import traceback
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Apply migrations, collect static files, compile translations, make the demo pool in an empty database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", action="store_true", help="leave an empty database empty")
        parser.add_argument("--errors", type=Path, help="write the traceback of a failure there, not to the terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._prepare(demo=not options["no_demo"])
        except Exception as error:
            if options["errors"] is None:
                raise
            with options["errors"].open("a") as log:
                log.write(traceback.format_exc())
                log.write(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}\n")
            sys.exit(1)

    def _prepare(self, *, demo: bool) -> None:
        mark = Path(settings.DATA_DIR) / "run" / "prepared"
        wanted = _fingerprint_of_code()
        if _migrations_wait() or not mark.exists() or mark.read_text() != wanted:
            self._step("Applying migrations …")
            call_command("migrate", interactive=False, verbosity=0)
            if "translations" in get_commands():
                call_command("translations", verbosity=0, stdout=StringIO())
            mark.write_text(_fingerprint_of_code())  # again: the compiled translations count too
        self._collect_static()
        if demo and "demo" in get_commands():
            self._demo()
        self._note_logins()

    def _collect_static(self) -> None:
        """Only when a source changed: compressing everything takes seconds."""
        mark = Path(settings.STATIC_ROOT) / ".collected"
        wanted = _fingerprint_of_static()
        if mark.exists() and mark.read_text() == wanted:
            return
        self._step("Collecting static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        mark.write_text(wanted)

    def _demo(self) -> None:
        unfinished = Path(settings.DATA_DIR) / "run" / "demo.unfinished"
        again = unfinished.exists()
        if not again and not _is_empty():
            return
        self._step("The demo pool was left half-made; making it again …" if again else "Making the demo pool …")
        unfinished.touch()
        call_command("demo", *(["--clear"] if again else []), stdout=StringIO())  # its log-ins come at the end
        unfinished.unlink()

    def _note_logins(self) -> None:
        """Kept for the supervisor to print when all is ready; empty where there is no demo."""
        said = StringIO()
        if "demo" in get_commands():
            call_command("demo", "--logins", stdout=said)
        (Path(settings.DATA_DIR) / "run" / "logins.txt").write_text(said.getvalue())

    def _step(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _is_empty() -> bool:
    """True if nobody is in the database. The pool is asked for by name: this room imports no domain."""
    if get_user_model()._default_manager.exists():
        return False
    return not any(
        model._default_manager.exists() for model in apps.get_models() if model._meta.label == "agents.Agent"
    )


def _migrations_wait() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _fingerprint_of_code() -> str:
    """Changes with any program or translation, and with the database: what follows migrations may differ then."""
    seen = hashlib.sha256(repr({**connection.settings_dict, "OPTIONS": None}).encode())
    for folder in ("accounts", "talentpool", "tasks", "locale"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix in (".py", ".po", ".sql", ".mo"):
                seen.update(
                    f"{path} {path.stat().st_size} {'' if path.suffix == '.mo' else path.stat().st_mtime_ns}\n".encode()
                )
    return seen.hexdigest()


def _fingerprint_of_static() -> str:
    """Changes when a static file of any app is added, removed or edited."""
    seen = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            seen.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}\n".encode())
    return seen.hexdigest()
