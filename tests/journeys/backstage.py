"""Hands and eyes on the running product's database, in a process of their own.

The browser's process can't use Django's models (its event loop forbids it, and its settings are the test database's), so
it asks this one: a line of JSON in, a line out. What stands in ``scenery``, ``crowd`` and ``facts`` is what it can be asked.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO


class Backstage:
    """``backstage.make_demo(agents=200)`` calls the function of that name behind the scenes; answers are JSON."""

    def __init__(self, child: "subprocess.Popen[str]") -> None:
        self._child = child

    @classmethod
    @contextmanager
    def opened(cls, env: Mapping[str, str], project: Path) -> "Iterator[Backstage]":
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.backstage"],
            env={**env, "DJANGO_SETTINGS_MODULE": "talentpool.settings"},
            cwd=project,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        try:
            yield cls(child)
        finally:
            assert child.stdin is not None
            child.stdin.close()  # the end of its questions is its end
            child.wait(30)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(**arguments: Any) -> Any:
            return self._ask(name, arguments)

        return ask

    def _ask(self, name: str, arguments: dict[str, Any]) -> Any:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps({"do": name, "with": arguments}) + "\n")
        self._child.stdin.flush()
        said = self._child.stdout.readline()
        if not said:
            raise RuntimeError(f"backstage ended while asked for {name}")
        answer = json.loads(said)
        if "error" in answer:
            raise AssertionError(f"{name}({arguments}): {answer['error']}")
        return answer["answer"]


def serve(questions: TextIO, answers: TextIO) -> None:
    """Answer until there are no more questions."""
    from tests.journeys import crowd, facts, pupils, scenery

    known = {**vars(scenery), **vars(crowd), **vars(facts), **vars(pupils)}
    for line in questions:
        asked = json.loads(line)
        try:
            said: dict[str, Any] = {"answer": known[asked["do"]](**asked["with"])}
        except Exception:
            said = {"error": traceback.format_exc()}
        answers.write(json.dumps(said, default=str) + "\n")
        answers.flush()


def main() -> None:
    import django

    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever prints must not be taken for an answer
    django.setup()
    serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
