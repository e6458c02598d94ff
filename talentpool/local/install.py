"""What `make setup` runs: make the virtual environment and install the packages; nothing when nothing changed.

Runs before there are any packages, and under Pythons too old for the rest of the project (to say so): standard
library and old syntax only.
"""

import hashlib
import os
import shutil
import subprocess
import sys

LEAST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, ".installed")
LISTS = ("requirements.txt", "requirements-dev.txt", "constraints.txt")


def main():  # type: () -> int
    if os.path.islink(VENV):
        return 0  # a linked environment is somebody else's to keep
    newer = find_python()
    if newer is None:
        return refuse(
            "Python {}.{} or newer is needed; this is {}.{}. Install one (Debian 12: apt install python3 python3-venv) "
            "or name it: make setup PYTHON=/path/to/python3.".format(*LEAST, *sys.version_info[:2])
        )
    if newer != sys.executable:
        return subprocess.call([newer, os.path.abspath(__file__)])
    wanted = fingerprint()
    if read(STAMP) == wanted and os.path.exists(venv_program("python")):
        return 0
    return install(wanted)


def find_python():  # type: () -> str | None
    """This Python if it is new enough, else a newer one beside it, else None."""
    if sys.version_info[:2] >= LEAST:
        return sys.executable
    for minor in range(14, LEAST[1] - 1, -1):
        found = shutil.which("python3." + str(minor))
        if found:
            return found
    return None


def install(wanted):  # type: (str) -> int
    print("Setting up .venv (a minute or two the first time) ...", flush=True)
    whole = os.path.exists(venv_program("python")) and os.path.exists(venv_program("pip"))
    if not whole and not run(sys.executable, "-m", "venv", "--clear", VENV):
        return refuse("Python can't make a virtual environment; on Debian: apt install python3-venv.")
    arguments = ["-r", os.path.join(ROOT, "requirements-dev.txt")]
    if os.path.exists(os.path.join(ROOT, "constraints.txt")):
        arguments += ["-c", os.path.join(ROOT, "constraints.txt")]
    if not install_with_uv(arguments) and not run(venv_program("pip"), "install", "--quiet", *arguments):
        return refuse("The packages could not be installed; the lines above say which. Is there a network?")
    with open(STAMP, "w") as file:
        file.write(wanted)
    return 0


def install_with_uv(arguments):  # type: (list[str]) -> bool
    """uv is twice as fast; but where only pip knows the way to the packages, pip has to do it."""
    return run(venv_program("pip"), "install", "--quiet", "uv", "pip>=23") and run(
        venv_program("uv"), "pip", "install", "--quiet", "--python", venv_program("python"), *arguments
    )


def run(*command):  # type: (*str) -> bool
    return subprocess.call(command) == 0


def venv_program(name):  # type: (str) -> str
    return os.path.join(VENV, "bin", name)


def fingerprint():  # type: () -> str
    """Changes with the lists of packages and with the Python that runs them."""
    seen = hashlib.sha256(sys.version.encode())
    for name in LISTS:
        seen.update(read(os.path.join(ROOT, name)).encode())
    return seen.hexdigest()


def read(path):  # type: (str) -> str
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as file:
        return file.read()


def refuse(sentence):  # type: (str) -> int
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
