"""The world that the access matrix and the canaries share within a file."""

import logging
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
        built.browser_kind = access.Knocker
        for principal in PRINCIPALS:
            built.browser(principal)
        # Twenty thousand knocks, most of them refused as they should be: nobody reads that log.
        logging.disable(logging.WARNING)
        yield built
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)
