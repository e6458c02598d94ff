"""Every URL, every method, every kind of user: who is let in is declared, and a door nobody declared fails."""

from collections.abc import Iterable

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from accounts.roles import declared as staff_rights
from tests.architecture import access
from tests.world import PRINCIPALS, STAFF, World

pytestmark = [pytest.mark.django_db, pytest.mark.slow(150)]
DECLARED = access.declared()
# The metrics first: they tell of every door that was asked before, at length.
DOORS = sorted(dict(access.doors()).items(), key=lambda door: (door[0] != "metrics", door[0]))


def test_every_door_is_declared() -> None:
    missing = [name for name, _module in DOORS if name not in DECLARED]
    assert not missing, f"not declared in any access.py: {missing}"


def test_nothing_is_declared_that_does_not_exist() -> None:
    assert not set(DECLARED) - {name for name, _module in DOORS}


@pytest.mark.parametrize("name", [name for name, _module in DOORS if name in DECLARED])
def test_only_the_declared_are_let_in(name: str, world: World) -> None:
    kwargs = world.kept["args"].get(name, {})  # type: ignore[attr-defined]
    url = reverse(name, kwargs=kwargs)
    wrong = [line for method in access.METHODS for line in differences(world, name, method, url)]
    assert not wrong, "\n".join(wrong)


def differences(world: World, name: str, method: str, url: str) -> list[str]:
    """What a door does other than declared. A method that is not declared may show its own people a page, and writes
    nothing; HEAD is as GET."""
    methods = DECLARED[name]
    wanted = methods.get(method) if method != "HEAD" else methods.get("HEAD", methods.get("GET"))
    own = set().union(*methods.values()) if methods else set()
    found: dict[str, list[str]] = {}
    for principal in who_knocks(world, method, url, own, is_declared=method in methods):
        response, written = access.knock(world, principal, method, url)
        let_in = access.is_let_in(response)
        said = fault(
            response.status_code, let_in, written, principal in (own if wanted is None else wanted), wanted is None
        )
        if said == "an error":
            said = f"an error, {access.cause(response)}"
        if method == "GET" and not said and (closed := access.closed_links(response)):
            said = f"shows links that are closed to her: {' '.join(sorted(closed))}"
        if said:
            found.setdefault(f"{response.status_code} {response.headers.get('Location', '')} {said}", []).append(
                principal
            )
    return [f"{method} {url}: {said}: {' '.join(who)}" for said, who in found.items()]


def who_knocks(world: World, method: str, url: str, own: set[str], *, is_declared: bool) -> Iterable[str]:
    """Everybody at a declared method. At another, one of each hat; nobody, if the door's own people hear that it
    does not know the method (405): who is refused earlier gets no further than they."""
    if is_declared:
        return PRINCIPALS
    insider = next((principal for principal in PRINCIPALS if principal in own), None)
    if insider is None:
        return access.ONE_OF_EACH
    if method == "HEAD":
        return dict.fromkeys([insider, "anonymous", "applicant", "stranger"])
    response, written = access.knock(world, insider, method, url)
    return () if response.status_code == 405 and not written else access.ONE_OF_EACH


def fault(status: int, let_in: bool, written: list[str], is_entitled: bool, is_undeclared: bool) -> str:
    """What is wrong with one answer, or nothing."""
    if status >= 500:
        return "an error"
    if let_in and not is_entitled:
        return "let in, not declared"
    if is_entitled and not let_in and not is_undeclared:
        return "declared, not let in"
    if written and (is_undeclared or not let_in):
        return f"wrote {written[0][:80]}"
    return ""


RIGHTS = staff_rights()
MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)


def is_entitled(role: str, label: str, model: str, *verbs: str) -> bool:
    return any((label, f"{verb}_{model}") in RIGHTS[role] for verb in verbs)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_admin_pages_open_to_the_roles_that_declare_them(model: type, world: World) -> None:
    label, name = model._meta.app_label, model._meta.model_name  # type: ignore[attr-defined]
    wrong = []
    for page, verbs in {"changelist": ("view", "change"), "add": ("add",)}.items():
        url = reverse(f"admin:{label}_{name}_{page}")
        for principal in PRINCIPALS:
            response, _written = access.knock(world, principal, "GET", url)
            let_in = access.is_let_in(response)
            entitled = principal in STAFF and is_entitled(principal, label, name, *verbs)
            too_little = entitled and not let_in and page == "changelist"
            if response.status_code >= 500 or (let_in and not entitled) or too_little:
                wrong.append(f"{url} as {principal}: {response.status_code}, entitled {entitled}")
    assert not wrong, "\n".join(wrong)


def test_admin_home_opens_to_staff_and_to_nobody_else(world: World) -> None:
    answers = {p: access.is_let_in(access.knock(world, p, "GET", reverse("admin:index"))[0]) for p in PRINCIPALS}
    assert {principal for principal, let_in in answers.items() if let_in} == set(STAFF)


def test_a_door_that_leads_nowhere_is_noticed() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("agent:no_such_door")
