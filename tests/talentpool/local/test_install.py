"""What `make setup` does before there are any packages."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, working on an empty folder instead of this project's."""
    spec = importlib.util.spec_from_file_location("install", PROJECT / "talentpool" / "local" / "install.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", str(tmp_path))
    monkeypatch.setattr(module, "VENV", str(tmp_path / ".venv"))
    monkeypatch.setattr(module, "STAMP", str(tmp_path / ".venv" / ".installed"))
    (tmp_path / "requirements-dev.txt").write_text("")
    return module


def _pretend(tmp_path: Path) -> None:
    """An environment that looks whole."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "pip"):
        (tmp_path / ".venv" / "bin" / name).touch()


def test_old_python_is_told_which_one_is_needed(
    install: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "LEAST", (4, 0))
    monkeypatch.setattr(install.shutil, "which", lambda name: None)
    assert install.main() == 1
    assert capsys.readouterr().err.startswith("Python 4.0 or newer is needed; this is 3.")


def test_old_python_hands_over_to_a_newer_one_beside_it(install: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(install, "find_python", lambda: "/usr/bin/python3.12")
    monkeypatch.setattr(install.subprocess, "call", lambda command: called.append(command) or 0)
    assert install.main() == 0
    assert called == [["/usr/bin/python3.12", install.__file__]]


def test_script_can_be_read_by_old_pythons() -> None:
    """Syntax of 3.6, or the sentence about the version would never be said."""
    source = (PROJECT / "talentpool" / "local" / "install.py").read_text()
    compile(source, "install.py", "exec", dont_inherit=True)
    done = subprocess.run(
        [sys.executable, "-c", "import ast, sys; ast.parse(sys.stdin.read(), feature_version=(3, 6))"],
        input=source,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_nothing_is_done_twice(install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(install, "run", lambda *command: ran.append(command) or True)
    _pretend(tmp_path)
    assert install.main() == 0
    assert len(ran) == 2, "uv, then the packages"
    assert install.main() == 0
    assert len(ran) == 2
    (tmp_path / "constraints.txt").write_text("django==5.2.1\n")
    assert install.main() == 0
    assert len(ran) == 4, "a changed list is installed"
    assert ran[-1][-2:] == ("-c", str(tmp_path / "constraints.txt"))


def test_pip_installs_where_uv_cannot(install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    def run(*command: str) -> bool:
        ran.append(Path(command[0]).name)
        return Path(command[0]).name != "uv"

    monkeypatch.setattr(install, "run", run)
    _pretend(tmp_path)
    assert install.main() == 0
    assert ran == ["pip", "uv", "pip"]


def test_failed_installation_is_one_sentence_and_is_tried_again(
    install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(install, "run", lambda *command: False)
    _pretend(tmp_path)
    assert install.main() == 1
    assert "could not be installed" in capsys.readouterr().err
    assert not Path(install.STAMP).exists()


def test_linked_environment_is_left_alone(install: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "run", lambda *command: pytest.fail("touched it"))
    (tmp_path / ".venv").symlink_to(tmp_path)
    assert install.main() == 0
