"""One cluster that may be killed serves all tests of this folder: to make one takes longer than to kill it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.cluster import Cluster, cluster, connected_to


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cluster]:
    with django_db_blocker.unblock(), cluster() as one:
        yield one


@pytest.fixture
def durable(server: Cluster) -> Iterator[Cluster]:
    """This process connected to a cluster without any rows."""
    with connected_to(server):
        server.empty()
        yield server
