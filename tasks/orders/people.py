"""Whom a client asks for first, and whom never again: by the only name it has for them."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from accounts.models import Client
from talentpool.agents.models import Alias, ClientPreference
from talentpool.agents.states import Preference


def wishes_of(client: Client) -> dict[str, int]:
    """How many favourites a client has, and how many it blocked."""
    rows = ClientPreference.objects.filter(client=client).values_list("kind").annotate(n=Count("pk"))
    known: dict[str, int] = dict(rows)
    return {"liked": known.get(Preference.FAVOURITE, 0), "blocked": known.get(Preference.BLOCK, 0)}


def people_of(aliases: QuerySet[Alias], *, kind: str = "") -> QuerySet[Alias]:
    """Aliases with ``preference``, favourites and blocks first; ``kind`` shows one of them only."""
    mine = ClientPreference.objects.filter(agent=OuterRef("agent"), client=OuterRef("client")).values("kind")[:1]
    found = aliases.annotate(preference=Subquery(mine))
    if kind in Preference.values:
        found = found.filter(preference=kind)
    return found.order_by("preference", "name")


def people_page(rows: QuerySet[Alias], client: Client, kind: str) -> dict[str, Any]:
    """The list's tabs with their counts."""
    counts = wishes_of(client)
    tabs = [("", None), (Preference.FAVOURITE.value, counts["liked"]), (Preference.BLOCK.value, counts["blocked"])]
    names = {"": "", **{choice.value: choice.label for choice in Preference}}
    return {"rows": rows, "kind": kind, "tabs": [(code, names[code], number) for code, number in tabs]}
