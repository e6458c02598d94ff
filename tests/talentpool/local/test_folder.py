"""The data folder."""

import os
import stat
from pathlib import Path

import pytest

from talentpool.local.errors import AlreadyRunning, FolderNotWritable
from talentpool.local.folder import Folder, last_line


def test_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = Folder.open(tmp_path / "a")
    key = first.secret_key()
    assert len(key) >= 50
    assert Folder.open(tmp_path / "a").secret_key() == key
    assert Folder.open(tmp_path / "b").secret_key() != key
    assert stat.S_IMODE((tmp_path / "a" / "secret_key").stat().st_mode) == 0o600


def test_folder_that_cannot_be_written_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(FolderNotWritable) as refused:
        Folder.open(tmp_path / "file" / "data")
    assert "can't be written (not a directory)" in str(refused.value)
    assert "DATA_DIR" in str(refused.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_folder_is_one_clear_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FolderNotWritable, match="permission denied"):
        Folder.open(tmp_path / "data")


def test_folder_is_held_by_one_at_a_time_and_names_who(tmp_path: Path) -> None:
    folder = Folder.open(tmp_path)
    with folder.held(), pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"), folder.held():
        pass
    with folder.held():
        pass  # and let go afterwards


def test_sockets_of_a_deep_folder_stay_short_and_private(tmp_path: Path) -> None:
    deep = Folder.open(tmp_path / ("long-" * 20) / ("name-" * 20))
    sockets = deep.sockets()
    try:
        assert len(bytes(sockets / ".s.PGSQL.5432.lock")) < 100
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        assert deep.sockets() == sockets
    finally:
        sockets.rmdir()


def test_long_log_is_put_aside_at_the_next_start(tmp_path: Path) -> None:
    folder = Folder.open(tmp_path)
    folder.log("web").write_bytes(b"x" * (11 * 1024 * 1024))
    Folder.open(tmp_path)
    assert not folder.log("web").exists()
    assert (folder.logs / "web.log.1").exists()


def test_last_line_of_a_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert last_line(log) == ""
    log.write_text("LOG: a\nFATAL: b\nLOG: c\n\n")
    assert last_line(log) == "LOG: c"
    assert last_line(log, containing=("FATAL",)) == "FATAL: b"
