"""``manage.py bench [NAME …] [--agents N] [--json]``: the headline figures, on a database made for them."""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError, connection

_FOLDER = Path(__file__).resolve().parents[4] / "benchmarks"
_AGAIN = "BENCH_HAS_DATABASE"


class Command(BaseCommand):
    help = "Run the benchmarks (all, or those named) and print their headline figures with their targets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(benchmarks()))
        parser.add_argument("--agents", type=int, help="size of the pool, where a benchmark has one")
        parser.add_argument("--json", action="store_true", help="one JSON object per figure")

    def handle(self, *args: Any, **options: Any) -> None:
        known = benchmarks()
        unknown = [name for name in options["names"] if name not in known]
        if unknown:
            raise CommandError(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(known)}.")
        names = sorted(options["names"] or known, key=_database)
        if any(_needs_database(name) for name in names):
            self._with_database(names, options)
        else:
            self._run(names, options)

    def _with_database(self, names: Sequence[str], options: dict[str, Any]) -> None:
        try:
            self._run(names, options)
        except OperationalError as error:
            if os.environ.get(_AGAIN):
                raise CommandError(f"No database can be made for the benchmarks: {error}") from error
            # Nothing runs here: measure on a throw-away server that keeps its promises to the disk.
            argv = [sys.executable, "-m", "talentpool.local.throwaway", "--durable", "--", sys.executable, *sys.argv]
            env = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"} | {_AGAIN: "1"}
            sys.exit(subprocess.call(argv, env=env))

    def _run(self, names: Sequence[str], options: dict[str, Any]) -> None:
        from benchmarks.measure import Scale  # not a package of the product: found from the project's folder

        asked = Scale(options["agents"])
        with _empty_database() if any(_needs_database(name) for name in names) else nullcontext("") as empty:
            for _shared, group in groupby(names, key=_database):
                together = list(group)
                with _copy_of(empty) if _needs_database(together[0]) else nullcontext():
                    for name in together:
                        self._print(import_module(_module(name)).run(asked), as_json=options["json"])

    def _print(self, figures: Iterator[Any], *, as_json: bool) -> None:
        for figure in figures:
            self.stdout.write(json.dumps(figure.as_json(), ensure_ascii=False) if as_json else _row(figure))
            self.stdout.flush()


def benchmarks() -> list[str]:
    """Names of all benchmarks: a file each; ``claims_hot.py`` is ``claims-hot``."""
    return sorted(
        path.stem.replace("_", "-")
        for path in _FOLDER.glob("*.py")
        if "\ndef run(" in path.read_text() and path.stem[0] != "_"
    )


def _module(name: str) -> str:
    return f"benchmarks.{name.replace('-', '_')}"


def _needs_database(name: str) -> bool:
    return bool(getattr(import_module(_module(name)), "NEEDS_DATABASE", True))


def _database(name: str) -> str:
    """A database each, as what one headline leaves behind would be counted by the next; some say that they share one."""
    return str(getattr(import_module(_module(name)), "SHARES", name))


@contextmanager
def _empty_database() -> Iterator[str]:
    """The name of a migrated database beside the configured one: laid once, copied for each, dropped afterwards."""
    config = connection.settings_dict
    usual = config["NAME"]
    name = config["TEST"]["NAME"] = f"bench_{os.getpid()}_empty"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    _leave()
    try:
        yield name
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


@contextmanager
def _copy_of(empty: str) -> Iterator[None]:
    """A database of its own to work in; sub-processes find it by DATABASE_URL."""
    config = connection.settings_dict
    name, before = f"bench_{os.getpid()}", os.environ.get("DATABASE_URL")
    _ask_the_server(f'CREATE DATABASE "{name}" TEMPLATE "{empty}"')
    config["NAME"] = name
    os.environ["DATABASE_URL"] = _url(config)
    try:
        yield
    finally:
        _leave()
        config["NAME"] = empty
        if before is None:
            os.environ.pop("DATABASE_URL", None)
        else:
            os.environ["DATABASE_URL"] = before
        _ask_the_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _leave() -> None:
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's own


def _ask_the_server(sentence: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sentence)


def _url(config: dict[str, Any]) -> str:
    secret = f":{quote(config['PASSWORD'])}" if config["PASSWORD"] else ""
    host = f"{quote(config['HOST'])}" + (f":{config['PORT']}" if config["PORT"] else "")
    return f"postgres://{quote(config['USER'])}{secret}@{'/' if host.startswith('/') else ''}{host}/{config['NAME']}"


def _row(figure: Any) -> str:
    span = f"({figure.low:.3g} to {figure.high:.3g})" if figure.low != figure.high else ""
    theirs = "" if figure.theirs is None else f" against {figure.theirs:.4g}"
    sides = f"{figure.ours:.4g}{theirs} {figure.unit}".strip()
    mark = "meets" if figure.met else "MISSES"
    start = f"{figure.name:<22} {figure.ratio:>8.3g} {span:<20} {mark:<6} {figure.target:<8} {sides:<32}"
    return f"{start} n={figure.n}  {figure.note}".rstrip()
