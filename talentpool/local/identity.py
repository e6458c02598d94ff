"""Who the embedded database runs as. PostgreSQL refuses root, so root becomes someone else for it.

First choice: a user namespace with one user in it. Inside, the process is an ordinary user; outside, its files stay
root's, wherever the data folder is. Where the kernel or a container refuses that: an unprivileged account of this
machine, which then owns the database's folder.
"""

import ctypes
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from talentpool.local.errors import NoOtherUser

_CLONE_NEWUSER = 0x10000000
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Identity:
    """kind: "ordinary", "namespace" or "account"; ``become`` runs in the child; owner: (uid, gid) its files need."""

    kind: str
    become: Callable[[], None] | None
    owner: tuple[int, int] | None = None


def choose(*, root: bool | None = None, namespaces: bool | None = None) -> Identity:
    """Who the database runs as, here and now. Raises NoOtherUser. (The arguments are for tests.)"""
    if not (os.geteuid() == 0 if root is None else root):
        return Identity("ordinary", None)
    if _namespace_works() if namespaces is None else namespaces:
        return Identity("namespace", _enter_namespace)
    account = _account()
    uid, gid = account.pw_uid, account.pw_gid

    def become_account() -> None:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)

    return Identity("account", become_account, (uid, gid))


def give(folder: Path, identity: Identity) -> None:
    """Let the identity own a folder and all in it, and say so if it can't even reach it. Raises NoOtherUser."""
    if identity.owner is None:
        return
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, *identity.owner, follow_symlinks=False)
    reach = subprocess.run(["test", "-w", str(folder)], preexec_fn=identity.become, check=False)
    if reach.returncode != 0:
        raise NoOtherUser(f"user {identity.owner[0]} can't reach {folder}")


def _account() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise NoOtherUser("there is neither a user postgres nor nobody")


def _ordinary_uid() -> int:
    """An existing account other than root: initdb looks its own name up."""
    return next((entry.pw_uid for entry in pwd.getpwall() if entry.pw_uid not in (0, 65534)), 65534)


def _enter_namespace() -> None:
    """In the child: leave root's identity for that of the only user of a new namespace."""
    inside, uid, gid = _ordinary_uid(), os.geteuid(), os.getegid()
    if _libc.unshare(_CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are refused")
    for name, line in (
        ("setgroups", "deny"),
        ("uid_map", f"{inside} {uid} 1"),
        ("gid_map", f"{inside} {gid} 1"),
    ):
        Path(f"/proc/self/{name}").write_text(line)


def _namespace_works() -> bool:
    if sys.platform != "linux":
        return False
    try:
        return subprocess.run(["true"], preexec_fn=_enter_namespace, check=False).returncode == 0
    except (OSError, subprocess.SubprocessError):
        return False
