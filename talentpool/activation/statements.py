"""The statement of a shortlist: from where people are read, and the rules they meet."""

from enum import Enum
from pathlib import Path

from talentpool.activation.demand import Demand

SQL = Path(__file__).parent / "sql"


def _read(name: str) -> str:
    return (SQL / f"{name}.sql").read_text().rstrip()


MATCHES = _read("matches")
PERSON, HOURS = _read("eligible_person"), _read("eligible_hours")
CERTIFICATES, CHANNELS = _read("certificates"), _read("channels")
INDEX, ABLE, HEAPS = "activation_matchrow", _read("able"), _read("heaps")
FREE, IN_ORDER = _read("free_first").strip(), _read("in_order").strip()
KINDS = ("preferred", "other")
SORTED, DRAWN = "m.score DESC, lot, m.agent_id", "m.step DESC, m.heap_lot, lot, m.agent_id"  # the same order


class From(Enum):
    """IN_ORDER: as an index has them by score, no further than the list is long. FREE_FIRST: who is free, then sorted.
    AT_ONCE: everybody once, then slot by slot by their hours."""

    IN_ORDER = "in order"
    FREE_FIRST = "free first"
    AT_ONCE = "at once"


def statement(demand: Demand, people: From) -> str:
    """Parameters by name; AT_ONCE also wants "people", the most that are looked at."""
    # Further certificates are rare, and cost a look-up a person even where none is asked for.
    hours = HOURS + ("\n" + CERTIFICATES if demand.certificates else "")
    hours += "\n" + CHANNELS if any(slot.channels for slot in demand.slots) else ""
    if people is From.AT_ONCE:
        parts = {"before": ABLE.replace("{person}", PERSON), "eligible": hours, "order": SORTED}
        parts |= dict.fromkeys(("first", "suiting", "others"), "able")
    else:
        in_order = people is From.IN_ORDER
        suiting, others = ((IN_ORDER if in_order else FREE).replace("{kind}", f"%({kind})s") for kind in KINDS)
        parts = {
            "before": HEAPS if in_order else "",
            "eligible": f"{PERSON}\n    AND {hours}",
            "order": DRAWN if in_order else SORTED,
        }
        parts |= {"first": INDEX, "suiting": suiting, "others": others}
    whole = MATCHES
    for place, text in parts.items():
        whole = whole.replace(f"{{{place}}}", text)
    return whole
