"""What can be in the way on one machine: each a sentence that says what to do next, never a traceback."""

from pathlib import Path


class LocalError(Exception):
    """The product can't start or go on here. ``str()`` is one sentence for the person at the terminal."""

    code = "local_error"


class BadSetting(LocalError):
    code = "bad_setting"


class PortInUse(LocalError):
    code = "port_in_use"

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use: stop what listens there, or choose another with PORT={port + 1}.")


class FolderNotWritable(LocalError):
    code = "folder_not_writable"

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The data folder {folder} can't be written ({reason}): choose another with DATA_DIR=/a/folder."
        )


class AlreadyRunning(LocalError):
    code = "already_running"

    def __init__(self, folder: Path, pid: str) -> None:
        who = f" as process {pid}" if pid else ""
        super().__init__(
            f"It already runs{who} on the data folder {folder}: use that one, stop it, or choose another DATA_DIR and PORT."
        )


class PackagesMissing(LocalError):
    code = "packages_missing"

    def __init__(self, package: str) -> None:
        super().__init__(f"The package {package} is not installed: run `make setup`.")


class DatabaseBroken(LocalError):
    code = "database_broken"

    def __init__(self, folder: Path, reason: str, log: Path) -> None:
        super().__init__(
            f"The embedded database in {folder} doesn't start ({reason}): its log is {log}; restore a backup there, "
            "or move the folder away to begin anew."
        )


class DatabaseRefused(LocalError):
    code = "database_refused"

    def __init__(self, reason: str) -> None:
        super().__init__(f"The database of DATABASE_URL can't be used ({reason}): mend it, or unset DATABASE_URL.")


class BrokerRefused(LocalError):
    code = "broker_refused"

    def __init__(self, setting: str, reason: str) -> None:
        super().__init__(f"The server of {setting} can't be reached ({reason}): mend it, or unset {setting}.")


class WrongVersion(LocalError):
    code = "wrong_version"


class NoOtherUser(LocalError):
    code = "no_other_user"

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"PostgreSQL refuses to run as root and no other identity can be taken here ({reason}): "
            "run as an ordinary user, or give DATABASE_URL."
        )


class PartFailed(LocalError):
    code = "part_failed"

    def __init__(self, name: str, reason: str, log: Path) -> None:
        super().__init__(f"The {name} {reason}: its log is {log}.")
