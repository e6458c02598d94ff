"""Where screening hands an admitted person over to the pool."""

from django.db import connection, transaction

from accounts.models import User
from talentpool.agents.models import Agent, AgentChannel, AgentLanguage, Hub, Language, Load
from talentpool.kernel.clock import now

NUMBERING = 810_417  # key of the advisory lock behind which numbers are given


@transaction.atomic
def admit_agent(
    *,
    user: User,
    kind: str,
    languages: dict[str, int],
    channels: dict[str, int],
    weekly_cap_minutes: int,
    hub: Hub | None,
    by: User,
) -> Agent:
    """An agent in training with the next number, her languages and channels; an agent who came back keeps her row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING])
    number = f"{Agent.objects.count() + 1:04d}"
    agent, _created = Agent.objects.get_or_create(
        user=user,
        defaults={
            "number": number,
            "kind": kind,
            "weekly_cap_minutes": weekly_cap_minutes,
            "hub": hub,
            "joined_at": now(),
        },
    )
    Load.objects.get_or_create(agent=agent)
    known = Language.objects.filter(code__in=languages)
    for language in known:
        level = min(5, max(1, languages[language.code]))
        AgentLanguage.objects.update_or_create(agent=agent, language=language, defaults={"level": level})
    for channel, level in channels.items():
        AgentChannel.objects.get_or_create(agent=agent, channel=channel, defaults={"level": level})
    return agent
