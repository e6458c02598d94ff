"""Whom tests of orders begin with."""

import pytest

from accounts.models import Client, User
from tests.factories import accounts as people


@pytest.fixture
def company(db: None) -> Client:
    return people.client_company()


@pytest.fixture
def planner(company: Client) -> User:
    return people.member(company, "planner", language="en")
