"""Import and inspect conversations from a file of JSON lines."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Client
from talentpool.kernel.errors import Refusal
from tasks.quality.actions import receive_conversation
from tasks.quality.serializers import InspectionSerializer

LONGEST_LINE = 16 * 1024 * 1024


class Command(BaseCommand):
    help = "Import and inspect conversations, one JSON object a line. Sending a line again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help='JSON lines: {"id", "turns": [{"role", "text", "at"?}]}; - for standard input')
        parser.add_argument("--client", required=True, help="slug of the client company")
        parser.add_argument("--json", action="store_true", help="one JSON document instead of sentences")

    def handle(self, *args: Any, **options: Any) -> None:
        client = Client.objects.filter(slug=options["client"]).first()
        if client is None:
            raise CommandError(f"There is no client company with the slug {options['client']!r}.")
        outcome = _Outcome()
        with _opened(options["file"]) as file:
            for number, line in _lines(file):
                outcome.take(number, line, client)
                self._progress(outcome, quiet=options["json"])
        self._tell(outcome, as_json=options["json"])
        if outcome.errors:
            sys.exit(1)

    def _progress(self, outcome: "_Outcome", *, quiet: bool) -> None:
        if not quiet and outcome.seen % 100 == 0:
            self.stderr.write(f"{outcome.seen} lines, {outcome.stored} new, {len(outcome.errors)} with errors")

    def _tell(self, outcome: "_Outcome", *, as_json: bool) -> None:
        if as_json:
            document = {"summary": outcome.summary(), "conversations": outcome.inspected, "errors": outcome.errors}
            self.stdout.write(json.dumps(document, ensure_ascii=False, default=str))
            return
        for error in outcome.errors:
            self.stderr.write(f"line {error['line']}: {error['message']}")
        self.stdout.write(", ".join(f"{name}: {value}" for name, value in outcome.summary().items()))


class _Outcome:
    """What became of each line."""

    def __init__(self) -> None:
        self.seen = self.stored = self.repeated = 0
        self.inspected: list[dict[str, Any]] = []
        self.errors: list[dict[str, Any]] = []

    def take(self, number: int, line: bytes, client: Client) -> None:
        self.seen += 1
        try:
            received = receive_conversation(client=client, sent=_parsed(line), by=None)
        except Refusal as refusal:
            self._refuse(number, refusal.code, str(refusal))
        except (ValueError, RecursionError) as error:
            self._refuse(number, "not_json", f"This line is not a JSON object in UTF-8 ({type(error).__name__}).")
        else:
            self.stored += received.is_new
            self.repeated += not received.is_new
            self.inspected.append(dict(InspectionSerializer(received.inspection).data))

    def _refuse(self, number: int, code: str, message: str) -> None:
        self.errors.append({"line": number, "code": code, "message": message})

    def summary(self) -> dict[str, Any]:
        scores = [c["score"] for c in self.inspected if c["score"] is not None]
        severities = [h["severity"] for c in self.inspected for h in c["hits"]]
        return {
            "lines": self.seen,
            "new": self.stored,
            "known": self.repeated,
            "errors": len(self.errors),
            "mean_score": round(sum(scores) / len(scores), 2) if scores else None,
            **{s: severities.count(s) for s in ("red_line", "prohibited", "high_risk", "sensitive")},
        }


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CommandError(f"{name} can't be read: {error.strerror}.") from error


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines that hold something; what is beyond 16 MB in one line is cut, and so refused as no JSON."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        rest = line
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE)
        if line.strip():
            yield number, line


def _parsed(line: bytes) -> object:
    return json.loads(line.decode("utf-8-sig"))
