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
        self._step("Applying migrations …")
        call_command("migrate", interactive=False, verbosity=0)
        if "translations" in get_commands():
            call_command("translations", verbosity=0, stdout=StringIO())
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
        if unfinished.exists():
            self._step("The demo pool was left half-made; clearing it …")
            call_command("demo", "--clear", stdout=self.stdout)
        elif not _is_empty():
            return
        self._step("Making the demo pool …")
        unfinished.touch()
        call_command("demo", stdout=self.stdout)
        unfinished.unlink(missing_ok=True)

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


def _fingerprint_of_static() -> str:
    """Changes when a static file of any app is added, removed or edited."""
    seen = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            path = Path(storage.path(name))
            seen.update(f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}\n".encode())
    return seen.hexdigest()
