"""The world that the access matrix and the canaries share within a file."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests import world as the_world
from tests.architecture import access
from tests.world import PRINCIPALS, World


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Built once; every knock is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = the_world.build()
        built.kept["args"] = access.arguments(built)
        for principal in PRINCIPALS:
            built.browser(principal)
        yield built
        transaction.set_rollback(True)
