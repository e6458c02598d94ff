"""What the person at the terminal chose: the settings that ``up`` reads, checked, as one value."""

import errno
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from talentpool.local.errors import BadSetting, PortInUse


@dataclass(frozen=True)
class Choice:
    """given: those of DATABASE_URL, CELERY_BROKER_URL, CACHE_URL, SECRET_KEY that replace an embedded part."""

    port: int
    bind: str
    data_dir: Path
    demo: bool
    given: Mapping[str, str]

    @property
    def embeds_database(self) -> bool:
        return "DATABASE_URL" not in self.given

    @property
    def embeds_broker(self) -> bool:
        return not {"CELERY_BROKER_URL", "CACHE_URL"} <= self.given.keys()

    @property
    def address(self) -> str:
        host = "127.0.0.1" if self.bind == "0.0.0.0" else self.bind  # noqa: S104  (compared, not bound)
        return f"http://{host}:{self.port}"


def read(environment: Mapping[str, str], *, data_dir: Path) -> Choice:
    """Raises BadSetting."""
    text = environment.get("PORT") or "8000"
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSetting(f"PORT is {text!r}: it must be a number from 1 to 65535.")
    demo = environment.get("DEMO") or "1"
    if demo not in ("0", "1"):
        raise BadSetting(f"DEMO is {demo!r}: it must be 1 (make a demo pool in an empty database) or 0.")
    names = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL", "SECRET_KEY")
    given = {name: environment[name] for name in names if environment.get(name)}
    return Choice(int(text), environment.get("BIND") or "127.0.0.1", data_dir, demo == "1", given)


def check_port(choice: Choice) -> None:
    """Raises PortInUse, BadSetting. Nothing else has been started then."""
    with socket.socket(socket.AF_INET6 if ":" in choice.bind else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((choice.bind, choice.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise PortInUse(choice.port) from error
            reason = (error.strerror or str(error)).lower()
            raise BadSetting(
                f"Nothing can listen on {choice.bind} port {choice.port} ({reason}): choose another PORT."
            ) from error


def environment_for_children(choice: Choice, addresses: Mapping[str, str], static: Path) -> dict[str, str]:
    """The environment of every part: the given settings, else the embedded addresses."""
    return {
        **os.environ,
        **addresses,
        "DATA_DIR": str(choice.data_dir),
        "STATIC_ROOT": str(static),
        "STATIC_MANIFEST": "1",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "talentpool.settings"),
    }
