"""Every write of wellbeing."""

from django.conf import settings
from django.db import transaction

from accounts.models import User
from talentpool.agents.models import Agent
from talentpool.kernel.clock import now
from talentpool.wellbeing.errors import NotOffered
from talentpool.wellbeing.models import KEPT, Note


def check_offered(*, agent: Agent) -> None:
    """Raises NotOffered where it is off or not allowed in the agent's country (the start of her time zone's name)."""
    if not settings.WELLBEING or any(agent.timezone.startswith(zone) for zone in settings.WELLBEING_NOT_IN):
        raise NotOffered


def counsellors() -> list[User]:
    """Who a note can be shared with."""
    return list(User.objects.filter(groups__name="counsellor", is_active=True).order_by("pk"))


@transaction.atomic
def write_note(*, agent: Agent, feeling: int, words: str) -> Note:
    """Keep one note for 90 days, for the agent alone."""
    check_offered(agent=agent)
    note = Note(agent=agent, feeling=feeling)
    note.words = words
    note.save()
    return note


@transaction.atomic
def share_note(*, note: Note, with_: User | None) -> None:
    """Show a note to one counsellor by name, or take it back (None)."""
    note.shared_with = with_
    note.save(update_fields=["shared_with"])


@transaction.atomic
def delete_note(*, note: Note) -> None:
    """Her note, her decision."""
    note.delete()


def delete_old() -> int:
    """Delete what is older than 90 days; returns how many."""
    return Note.objects.filter(written_at__lt=now() - KEPT).delete()[0]
