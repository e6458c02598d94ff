"""What may be chosen at the terminal."""

import socket
from pathlib import Path

import pytest

from talentpool.local import choice
from talentpool.local.errors import BadSetting, PortInUse


def test_nothing_chosen_means_everything_embedded_on_port_8000() -> None:
    chosen = choice.read({}, data_dir=Path("/x"))
    assert (chosen.port, chosen.address, chosen.demo) == (8000, "http://127.0.0.1:8000", True)
    assert chosen.embeds_database
    assert chosen.embeds_broker


def test_each_setting_replaces_its_own_part() -> None:
    assert not choice.read({"DATABASE_URL": "postgres:///x"}, data_dir=Path("/x")).embeds_database
    only_broker = choice.read({"CELERY_BROKER_URL": "redis://x"}, data_dir=Path("/x"))
    assert only_broker.embeds_broker, "the cache still needs it"
    both = choice.read({"CELERY_BROKER_URL": "redis://x", "CACHE_URL": "redis://x"}, data_dir=Path("/x"))
    assert not both.embeds_broker
    assert choice.read({"DATABASE_URL": ""}, data_dir=Path("/x")).embeds_database


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8000.0", "٨٠٠٠", " 80"])
def test_impossible_port_is_refused(port: str) -> None:
    with pytest.raises(BadSetting, match="PORT"):
        choice.read({"PORT": port}, data_dir=Path("/x"))


def test_demo_is_yes_or_no() -> None:
    assert not choice.read({"DEMO": "0"}, data_dir=Path("/x")).demo
    with pytest.raises(BadSetting, match="DEMO"):
        choice.read({"DEMO": "maybe"}, data_dir=Path("/x"))


def test_port_in_use_names_the_port_and_another() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortInUse, match=rf"Port {port} is in use: .*PORT={port + 1}"):
            choice.check_port(choice.read({"PORT": str(port)}, data_dir=Path("/x")))


def test_address_of_another_machine_cannot_be_listened_on() -> None:
    with pytest.raises(BadSetting, match="Nothing can listen on"):
        choice.check_port(choice.read({"BIND": "192.0.2.1"}, data_dir=Path("/x")))
