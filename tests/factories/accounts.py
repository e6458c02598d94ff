"""People and companies for tests."""

from itertools import count
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import Client, Membership, User

_serial = count(1)
PASSWORD = "correct horse battery staple"


def user(**fields: Any) -> User:
    fields.setdefault("email", f"person{next(_serial)}@example.com")
    return User.objects.create_user(password=fields.pop("password", None), **fields)


def staff(*roles: str, **fields: Any) -> User:
    person = user(is_staff=True, **fields)
    person.groups.set([Group.objects.get_or_create(name=role)[0] for role in roles])
    return person


def client_company(**fields: Any) -> Client:
    number = next(_serial)
    fields.setdefault("slug", f"client-{number}")
    fields.setdefault("name", {"en": f"Client {number}", "zh-hans": f"客户{number}"})
    return Client.objects.create(**fields)


def member(client: Client, role: str = "owner", **fields: Any) -> User:
    person = user(**fields)
    Membership.objects.create(user=person, client=client, role=role)
    return person
