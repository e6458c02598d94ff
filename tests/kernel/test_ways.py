"""A page offers no link that is closed to who reads it."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.urls import reverse

from accounts.principals import Principal
from talentpool.kernel.ways import leads_in


def reader(*roles: str) -> SimpleNamespace:
    return SimpleNamespace(principal=Principal(roles=frozenset(roles)))


def drawn(source: str, *roles: str) -> str:
    return Template(source).render(Context({"request": reader(*roles)}))


@pytest.mark.parametrize(("role", "opens"), [("recruiter", True), ("administrator", True), ("trainer", False)])
def test_a_door_opens_to_the_roles_it_names(role: str, opens: bool) -> None:
    assert leads_in(reader(role), reverse("staff:screening_board") + "?state=gates") is opens


def test_what_nobody_knows_is_left_alone() -> None:
    assert leads_in(reader("trainer"), "/no/such/page/")
    assert leads_in(reader("trainer"), reverse("apply_list"))


def test_a_trail_names_a_closed_page_and_does_not_link_it() -> None:
    trail = '{% crumbs "Screening" "/admin/screening/" "Rating" %}'
    assert 'href="/admin/screening/"' in drawn(trail, "recruiter")
    assert "Screening" in drawn(trail, "trainer")
    assert "href" not in drawn(trail, "trainer")


def test_an_empty_place_offers_no_closed_page() -> None:
    place = '{% empty "Nothing." "To the board" "/admin/screening/" %}'
    assert "To the board" in drawn(place, "recruiter")
    assert "To the board" not in drawn(place, "trainer")


def test_a_door_gives_its_address_only_to_those_it_opens_to() -> None:
    said = '{% door "staff:screening_board" as board %}[{{ board }}]'
    assert drawn(said, "recruiter") == "[/admin/screening/]"
    assert drawn(said, "trainer") == "[]"
