"""The supervisor: the whole product on one machine, as children of one process.

Order: database, broker, preparation (migrations, static files, translations, demo pool), web, worker, beat; the
reverse at the end. A part that ends by itself is started again; one that keeps ending stops everything. After
kill -9 of the supervisor the kernel ends the children; what still lived is ended at the next start.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from talentpool.local import broker, choice, database, parts
from talentpool.local.children import (
    Trace,
    die_with_parent,
    end_left_over,
    read_traces,
    spawn,
    started_at,
    stop,
    write_traces,
)
from talentpool.local.choice import Choice
from talentpool.local.errors import LocalError, PartFailed
from talentpool.local.folder import Folder, last_line
from talentpool.local.stopping import Stop, Wish

_RESTARTS = 3  # of one part within
_RESTART_WINDOW = 60.0  # seconds


class Supervisor:
    """One run of the product. say: prints one line for the person at the terminal."""

    def __init__(self, chosen: Choice, *, say: Callable[[str], None]) -> None:
        self.choice = chosen
        self.say = say
        self.folder = Folder.open(chosen.data_dir)
        self.env: dict[str, str] = {}
        self.running: list[tuple[parts.Part, parts.Child]] = []
        self.restarts: dict[str, list[float]] = {}
        self.wish = Wish()

    def run(self) -> None:
        """Start everything, watch it, stop it at SIGINT or SIGTERM. Raises LocalError."""
        with self.folder.held():
            self._clear_left_overs()
            choice.check_port(self.choice)
            try:
                self.wish.listen()
                self._start_all()
                self._say_addresses()
                self._watch()
            except Stop:
                self.say("Stopping …")
            finally:
                self.wish.asked = True  # whatever ended the run, the stop itself must not be torn
                self._stop_all()
            self.say("Stopped.")

    def _clear_left_overs(self) -> None:
        for trace in reversed(read_traces(self.folder.traces)):
            gently = signal.SIGINT if trace.name == "database" else signal.SIGTERM
            if end_left_over(trace, gently=gently, patience=10):
                self.say(f"Ended the {trace.name} that an earlier run left behind.")
        write_traces(self.folder.traces, [])

    def _start_all(self) -> None:
        addresses: dict[str, str] = {"SECRET_KEY": self.folder.secret_key(), **self.choice.given}
        base = choice.environment_for_children(self.choice, addresses, self.folder.root / "static")
        self._start_database(addresses, base)
        self._start_broker(addresses, base)
        self.env = choice.environment_for_children(self.choice, addresses, self.folder.root / "static")
        self.folder.publish(addresses)
        self._prepare()
        self._start(parts.web(self.folder, self.env, port=self.choice.port))
        for part in (parts.worker(self.folder, self.env), parts.beat(self.folder, self.env)):
            self._launch(part)
        for part, child in self.running[-2:]:
            part.wait(child)

    def _start_database(self, addresses: dict[str, str], env: Mapping[str, str]) -> None:
        if not self.choice.embeds_database:
            from environ import Env

            database.check_given(Env.db_url_config(addresses["DATABASE_URL"]))
            return
        embedded = database.EmbeddedDatabase(self.folder)
        if embedded.create():
            self.say(f"Made a database in {self.folder.database}.")
        self._start(parts.database(embedded, env))
        addresses["DATABASE_URL"] = embedded.url

    def _start_broker(self, addresses: dict[str, str], env: Mapping[str, str]) -> None:
        for setting in ("CELERY_BROKER_URL", "CACHE_URL"):
            if setting in addresses:
                broker.check_given(setting, addresses[setting])
        if self.choice.embeds_broker:
            embedded = broker.EmbeddedBroker(self.folder)
            self._start(parts.broker(embedded, env))
            addresses.setdefault("CELERY_BROKER_URL", embedded.broker_url)
            addresses.setdefault("CACHE_URL", embedded.cache_url)

    def _prepare(self) -> None:
        """Migrations and the rest in one child; its lines are the person's, its errors go to a log."""
        log = self.folder.log("prepare")
        argv = [
            sys.executable,
            "manage.py",
            "prepare",
            *([] if self.choice.demo else ["--no-demo"]),
            "--errors",
            str(log),
        ]
        part = parts.Part("prepare", lambda: spawn(argv, env=self.env, log=None, cwd=parts.PROJECT), lambda _: None)
        status = self._launch(part).wait()
        self.running.pop()
        if status != 0:
            raise PartFailed("preparation", f"failed ({last_line(log) or f'exit {status}'})", log)

    def _start(self, part: parts.Part) -> None:
        part.wait(self._launch(part))

    def _launch(self, part: parts.Part) -> parts.Child:
        with self.wish.later():
            child = part.start()
            self.running.append((part, child))
        self._write_traces()
        return child

    def _write_traces(self) -> None:
        write_traces(
            self.folder.traces,
            [Trace(part.name, child.pid, started_at(child.pid) or "") for part, child in self.running],
        )

    def _watch(self) -> None:
        while True:
            time.sleep(0.5)
            self.wish.look()
            for place, (part, child) in enumerate(self.running):
                if child.poll() is not None:
                    self._start_again(place, part, child)

    def _start_again(self, place: int, part: parts.Part, child: parts.Child) -> None:
        """Raises PartFailed when it ended too often."""
        log = self.folder.log(part.name)
        self.say(f"The {part.name} ended by itself (exit {child.returncode}); starting it again. Its log: {log}")
        recent = [at for at in self.restarts.get(part.name, []) if time.monotonic() - at < _RESTART_WINDOW]
        if len(recent) >= _RESTARTS:
            raise PartFailed(part.name, f"ended {len(recent) + 1} times within a minute ({last_line(log)})", log)
        self.restarts[part.name] = [*recent, time.monotonic()]
        stop(child, gently=signal.SIGKILL, patience=1)  # its group may have outlived it
        with self.wish.later():
            fresh = part.start()
            self.running[place] = (part, fresh)
        self._write_traces()
        with suppress(PartFailed):  # it ended again: the next round counts it
            part.wait(fresh)

    def _stop_all(self) -> None:
        while self.running:
            part, child = self.running[-1]
            if not stop(child, gently=part.stop_signal, patience=part.patience):
                self.say(f"The {part.name} had to be killed.")
            self.running.pop()
        write_traces(self.folder.traces, [])

    def _say_addresses(self) -> None:
        at = self.choice.address
        self.say("")
        self.say(f"Ready: {at}/")
        for who, where in (
            ("staff", "/admin/"),
            ("agents", "/agent/"),
            ("clients", "/client/"),
            ("API", "/api/v1/"),
        ):
            self.say(f"  {who:<8} {at}{where}")
        with suppress(OSError):
            for line in (self.folder.run / "logins.txt").read_text().splitlines():
                self.say(line)
        self.say(f"Logs: {self.folder.logs}. Ctrl-C stops everything.")


def main() -> int:
    """What ``manage.py up`` is. Exit status: 0 after an orderly stop, 1 with one sentence on standard error."""
    from django.conf import settings

    if os.environ.get("STOP_WITH_PARENT"):
        # `make up` asks for this: when make is killed, stop in order instead of running on unseen.
        die_with_parent(signal.SIGTERM, os.getppid())
    try:
        chosen = choice.read(os.environ, data_dir=settings.DATA_DIR)
        Supervisor(chosen, say=lambda line: print(line, flush=True)).run()
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
