"""Applications as fingerprints of words, and the filters of the recruiter's board."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import QuerySet

from talentpool.kernel.encryption import blind_index
from talentpool.screening.models import Application, Campaign
from talentpool.screening.rules import search
from talentpool.screening.states import ApplicationState

PURPOSE = "application.search"
Q = TypeVar("Q", bound=QuerySet[Any])


def fingerprint(word: str) -> int:
    """A keyed fingerprint of 60 bits: equal words meet, and nobody reads them back."""
    return int(blind_index(word, purpose=PURPOSE)[:15], 16)


def fingerprints(words: Iterable[str]) -> list[int]:
    return sorted(fingerprint(word) for word in words)


def words_of(application: Application, *, name: str, phone: str = "", email: str = "") -> set[str]:
    """Everything an application is found by; arrangements are not among it."""
    work, experience = application.answers.get("work", {}), application.answers.get("experience", {})
    words = search.kept([name, email.split("@")[0] if email else "", str(experience.get("text", ""))])
    words |= search.phone_words(phone)
    words |= {f"language:{code}" for code in work.get("levels", {})}
    words |= {f"channel:{code}" for code in work.get("channels", [])}
    return words | {same_name(name)} if name else words


def same_name(name: str) -> str:
    """The word that finds people of the very same name."""
    return "=" + "".join(name.lower().split())


@dataclass(frozen=True)
class Filters:
    """What the board shows. ``older``: at least so many days in the stage; empty means all."""

    state: str = ""
    campaign: str = ""
    language: str = ""
    channel: str = ""
    q: str = ""
    older: int = 0

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Filters":
        """From a query string; what makes no sense is left out."""
        state, older = given.get("state", ""), given.get("older", "")
        return cls(
            state=state if state in ApplicationState.values else "",
            campaign=given.get("campaign", "")[:50],
            language=given.get("language", "")[:10],
            channel=given.get("channel", "")[:10],
            q=given.get("q", "").strip()[:80],
            older=int(older) if older.isdecimal() and len(older) < 5 else 0,
        )

    def as_query(self) -> dict[str, str]:
        """The parameters that say something."""
        return {name: str(value) for name, value in vars(self).items() if value}

    def of_campaign(self, rows: Q) -> Q:
        """Rows of the chosen campaign, or all; by its key, as the indexes want it."""
        if not self.campaign:
            return rows
        return rows.filter(campaign_id=Campaign.objects.filter(slug=self.campaign).values("pk")[:1])

    def apply(self, rows: QuerySet[Application], at: datetime) -> QuerySet[Application]:
        """These filters on applications; every word through one index."""
        words = search.asked(self.q) | ({f"language:{self.language}"} if self.language else set())
        words |= {f"channel:{self.channel}"} if self.channel else set()
        rows = self.of_campaign(rows)
        if self.state:
            rows = rows.filter(state=self.state)
        if self.older:
            rows = rows.filter(state_since__lte=at - timedelta(days=self.older))
        return rows.filter(search__contains=fingerprints(words)) if words else rows
