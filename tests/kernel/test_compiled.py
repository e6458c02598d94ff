"""A query compiled once answers as one compiled anew."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Exists, F, OuterRef

from accounts.models import Client, Membership
from talentpool.kernel.compiled import Compiled
from tests.factories import dispatch as make

pytestmark = pytest.mark.django_db


def members(client_id: int) -> Any:
    others = Membership.objects.filter(user=OuterRef("user")).exclude(client_id=OuterRef("client_id"))
    rows = Membership.objects.filter(client_id=client_id).select_related("client", "user")
    return rows.annotate(elsewhere=Exists(others), company=F("client__name")).order_by("pk")


def test_it_gives_the_same_rows_with_what_hangs_on_them_for_each_reader(
    django_assert_num_queries: Callable[..., Any],
) -> None:
    owned = [
        Membership.objects.create(user=make.a_user(), client=make.a_client(f"firm-{n}"), role="owner") for n in range(3)
    ]
    compiled = Compiled[Membership](members, client_id=int)
    for one in owned:
        with django_assert_num_queries(1):
            (found,) = compiled(client_id=one.client_id)
            seen = (found, found.user.email, found.client.slug, found.elsewhere, found.company)  # type: ignore[attr-defined]
        (plain,) = members(one.client_id)
        assert seen == (plain, plain.user.email, plain.client.slug, plain.elsewhere, plain.company)


def test_a_change_is_seen_at_once() -> None:
    client = make.a_client()
    by_ref = Compiled[Client](lambda ref: Client.objects.filter(ref=ref), ref=UUID)
    assert by_ref(ref=client.ref)[0].slug == client.slug
    Client.objects.filter(pk=client.pk).update(slug="renamed")
    assert by_ref(ref=client.ref)[0].slug == "renamed"


def test_its_sql_is_the_same_each_time_and_holds_no_stranger_s_value() -> None:
    asked: list[tuple[str, Any]] = []

    def listen(execute: Any, sql: str, given: Any, many: bool, context: Any) -> Any:
        asked.append((sql, given))
        return execute(sql, given, many, context)

    compiled = Compiled[Membership](members, client_id=int)
    with connection.execute_wrapper(listen):
        compiled(client_id=1)
        compiled(client_id=2)
    assert asked[0][0] == asked[1][0]
    assert [given[-1] for _sql, given in asked] == [1, 2]


def test_other_values_than_its_places_are_refused() -> None:
    compiled = Compiled[Membership](members, client_id=int)
    with pytest.raises(TypeError, match="client_id"):
        compiled(client=1)
    with pytest.raises(TypeError, match="unused"):
        Compiled[Client](lambda unused: Client.objects.all(), unused=int)(unused=1)
