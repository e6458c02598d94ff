"""The statement of a shortlist: from where people are read, and the rules they meet."""

from enum import Enum
from pathlib import Path

from talentpool.activation.demand import Demand

SQL = Path(__file__).parent / "sql"


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text().rstrip()


MATCHES = _read("matches")
PERSON, SERVED, HOURS = _read("eligible_person"), _read("served"), _read("eligible_hours")
CERTIFICATES, CHANNELS = _read("certificates"), _read("channels")
INDEX, ABLE, HEAPS = "activation_matchrow", _read("able"), _read("heaps")
FREE, IN_ORDER = _read("free_first").strip(), _read("in_order").strip()
SORTED = "ORDER BY m.score DESC, lot, m.agent_id"


class From(Enum):
    """IN_ORDER: as an index has them in the published order, no further than the list is long. FREE_FIRST: the same, of
    those only who are free. AT_ONCE: everybody once, then slot by slot by their hours."""

    IN_ORDER = "in order"
    FREE_FIRST = "free first"
    AT_ONCE = "at once"


def statement(demand: Demand, people: From) -> str:
    """Parameters by name; AT_ONCE also wants "people", the most that are looked at."""
    # Further certificates are rare, and cost a look-up a person even where none is asked for.
    more = ("\n" + CERTIFICATES if demand.certificates else "") + (
        "\n" + CHANNELS if any(slot.channels for slot in demand.slots) else ""
    )
    at_once = people is From.AT_ONCE
    hours = HOURS.replace("{more}", more).replace("{served}", "" if at_once else f"{SERVED}\n        AND ")
    eligible = hours if at_once else f"{PERSON}\n    AND {hours}"
    parts = _from(people, eligible) | {"eligible": eligible}
    whole = MATCHES
    for place, text in parts.items():
        whole = whole.replace(f"{{{place}}}", text)
    return whole


def _from(people: From, eligible: str) -> dict[str, str]:
    """What is read before, where each group is read from, and what is left to be asked and sorted there."""
    if people is not From.AT_ONCE:
        rows = INDEX if people is From.IN_ORDER else FREE
        heap = IN_ORDER.replace("{people}", rows).replace("{eligible}", eligible)
        suiting, others = (heap.replace("{kind}", f"%({kind})s") for kind in ("preferred", "other"))
        parts = {"before": HEAPS, "first": INDEX, "left": "true", "order": ""}
        return parts | {"suiting": suiting, "others": others}
    parts = {"left": eligible, "order": SORTED}
    able = ABLE.replace("{person}", PERSON).replace("{served}", SERVED)
    return parts | {"before": able} | dict.fromkeys(("first", "suiting", "others"), "able")
