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
INDEX, ABLE, FREE = "activation_matchrow", _read("able"), _read("free_first").strip()


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
    both = f"{PERSON}\n    AND {hours}"
    if people is From.AT_ONCE:
        parts = {"able": ABLE.replace("{person}", PERSON), "eligible": hours} | dict.fromkeys(_READERS, "able")
    elif people is From.FREE_FIRST:
        suiting, others = (FREE.replace("{kind}", f"%({kind})s") for kind in ("preferred", "other"))
        parts = {"able": "", "eligible": both, "first": INDEX, "suiting": suiting, "others": others}
    else:
        parts = {"able": "", "eligible": both} | dict.fromkeys(_READERS, INDEX)
    whole = MATCHES
    for place, text in parts.items():
        whole = whole.replace(f"{{{place}}}", text)
    return whole


_READERS = ("first", "suiting", "others")
