"""From rows that can be read to people: who is known already, who is new, and back out again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from accounts.actions import NewPerson, add_people, give_consent
from accounts.models import User
from accounts.states import ConsentPurpose
from talentpool.agents.actions import NewAgent, admit_agents
from talentpool.agents.models import Agent
from talentpool.kernel.bulk import copy_objects, numbered
from talentpool.kernel.clock import now
from talentpool.kernel.encryption import blind_index
from talentpool.kernel.removal import remove
from talentpool.screening.models import Application, Formality, ListedPerson, PeopleList
from talentpool.screening.rules.candidates import Candidate
from talentpool.screening.searching import fingerprints, words_of
from talentpool.screening.states import ApplicationState, Becomes, FormalityKind

Rows = Sequence[tuple[int, Candidate]]
IDENTITY = f"formality.{FormalityKind.IDENTITY}"
TRIES = 3
TOGETHER = 10_000  # taking back asks every table that knows people, some hundred questions, however many they are about


def begin_pass(*, people: PeopleList) -> None:
    """Each pass through the file meets everybody anew."""
    people.__dict__["_seen"] = set()


def fresh(*, people: PeopleList, rows: Rows, note: bool = False) -> list[tuple[int, Candidate]]:
    """The rows whose people are neither in the pool, by phone, e-mail or identity number, nor above in the file."""
    known = _known([one for _, one in rows])
    seen: set[str] = people.__dict__.setdefault("_seen", set())
    found = []
    for number, one in rows:
        marks = _marks(one)
        if marks & known or marks & seen:
            people.rows_known += note
            _say(people, number, "twice_in_file" if marks & seen else "known", note)
        else:
            found.append((number, one))
        seen |= marks
    return found


def _marks(one: Candidate) -> set[str]:
    """What tells people apart, as fingerprints."""
    given = {"phone": one.phone, "email": one.email, IDENTITY: one.identity}
    return {f"{purpose[0]}{blind_index(value, purpose=purpose)[:32]}" for purpose, value in given.items() if value}


def _known(candidates: list[Candidate]) -> set[str]:
    """Fingerprints of those among the candidates that the pool has already; four queries."""
    phones = [blind_index(one.phone, purpose="phone") for one in candidates if one.phone]
    numbers = [blind_index(one.identity, purpose=IDENTITY) for one in candidates if one.identity]
    emails = [one.email for one in candidates if one.email]
    held = User.objects.filter(phone_index__in=phones).values_list("phone_index", flat=True) if phones else []
    found = {f"p{index[:32]}" for index in held if index}
    taken = User.objects.filter(email__in=emails).values_list("email", flat=True) if emails else []
    found |= {f"e{blind_index(email, purpose='email')[:32]}" for email in taken if email}
    if numbers:
        papers = Formality.objects.filter(kind=FormalityKind.IDENTITY, value_index__in=numbers)
        listed = ListedPerson.objects.filter(identity_index__in=numbers)
        found |= {f"f{index[:32]}" for index in papers.values_list("value_index", flat=True)}
        found |= {f"f{index[:32]}" for index in listed.values_list("identity_index", flat=True)}
    return found


def _say(people: PeopleList, number: int, code: str, note: bool) -> None:
    if note and len(people.row_errors) < 1_000:
        people.row_errors.append({"row": number, "code": code, "column": "", "value": ""})


def write(*, people: PeopleList, rows: Rows) -> None:
    """A batch, whole or not at all, with how far the list is. Somebody who signed up meanwhile is passed over."""
    for left in range(TRIES, 0, -1):
        try:
            with transaction.atomic():
                before = set(people.__dict__.get("_seen", set()))
                made = _make(people, fresh(people=people, rows=rows))
                moved = {"written_to": rows[-1][0], "progress_at": now()}
                PeopleList.objects.filter(pk=people.pk).update(rows_written=F("rows_written") + made, **moved)
            break
        except IntegrityError:
            people.__dict__["_seen"] = before
            if left == 1:
                raise
    people.written_to, people.rows_written = rows[-1][0], people.rows_written + made


def _make(people: PeopleList, rows: Rows) -> int:
    users = add_people(people=[NewPerson(one.name, one.phone, one.email) for _, one in rows])
    moment = now()
    is_agent = people.becomes == Becomes.AGENT
    agents: list[Agent] = _agents(people, users, rows) if is_agent else []
    applications = [] if is_agent else _applications(people, users, rows, moment)
    copy_objects(
        [
            ListedPerson(
                people=people,
                row=number,
                user=user,
                agent=agents[place] if agents else None,
                application=applications[place] if applications else None,
                identity_index=blind_index(one.identity, purpose=IDENTITY) if one.identity else "",
            )
            for place, ((number, one), user) in enumerate(zip(rows, users, strict=True))
        ]
    )
    return len(users)


def _agents(people: PeopleList, users: list[User], rows: Rows) -> list[Agent]:
    agents = admit_agents(
        agents=[
            NewAgent(
                user=user,
                kind=one.kind or people.kind,
                languages=one.languages,
                channels=one.channels,
                region=one.region,
                hours=one.hours,
            )
            for (_, one), user in zip(rows, users, strict=True)
        ]
    )
    papers = [Formality(agent=agent, kind=kind) for agent in agents for kind in FormalityKind.values]
    Formality.objects.bulk_create(papers, batch_size=2000)
    return agents


def _applications(people: PeopleList, users: list[User], rows: Rows, moment: datetime) -> list[Application]:
    made = [
        Application(
            campaign_id=people.campaign_id,  # type: ignore[misc]  # a list of applicants names one
            user=user,
            state=ApplicationState.INVITED,
            answers=_answers(one, people.kind),
            started_at=moment,
            state_since=moment,
        )
        for (_, one), user in zip(rows, users, strict=True)
    ]
    for application, (_, one) in zip(made, rows, strict=True):
        words = words_of(application, name=one.name, phone=one.phone, email=one.email)
        application.search = fingerprints(words)
    numbered(made)
    copy_objects(made)
    return made


def _answers(one: Candidate, kind: str) -> dict[str, object]:
    """What the form would hold; a step is there only when the row fills it."""
    found: dict[str, object] = {"person": {"kind": one.kind or kind}}
    if one.languages and one.channels:
        work = {"languages": list(one.languages), "levels": dict(one.languages), "channels": list(one.channels)}
        found["work"] = work
    if one.years is not None and one.hours:
        found["experience"] = {"years": one.years, "hours": one.hours, "text": ""}
    return found


@transaction.atomic
def consent_as_listed(*, by: User) -> int:
    """She agrees, herself, to what a list said about her; returns for how many rows. Twice is once."""
    for purpose in (ConsentPurpose.PROCESSING, ConsentPurpose.RECORDING):
        give_consent(by=by, purpose=purpose)
    return ListedPerson.objects.filter(user=by, consented_at__isnull=True).update(consented_at=now())


def awaits_consent(*, user: User) -> bool:
    """Whether somebody else handed her in and she has not agreed yet."""
    return ListedPerson.objects.filter(user=user, consented_at__isnull=True).exists()


def take_out(*, people: PeopleList) -> int:
    """Delete who came of a list, with everything about them; returns how many stay because they have acted.

    Ten thousand in a transaction, in the order of their keys; after a broken run it begins again with who is left.
    """
    last = 0
    while users := _idle(people, last):
        last = users[-1]
        with transaction.atomic():
            gone = set(users) - remove(model=User, keys=users, along=ALONG)
            history: Any = User._meta.get_field("events").related_model
            history.objects.filter(pgh_obj_id__in=gone).delete()
            PeopleList.objects.filter(pk=people.pk).update(progress_at=now())
    return ListedPerson.objects.filter(people=people).count()


# What goes with somebody who never came: the application somebody else began for her, or the place in training.
ALONG = (Application, Agent)


def _idle(people: PeopleList, last: int) -> list[int]:
    """The next users behind ``last`` who have not acted, and about whom nobody has decided anything."""
    rows = ListedPerson.objects.filter(people=people, consented_at__isnull=True, user__last_login__isnull=True)
    invited = Q(application__isnull=True) | Q(application__state=ApplicationState.INVITED)
    return list(rows.filter(invited, user_id__gt=last).order_by("user_id").values_list("user_id", flat=True)[:TOGETHER])
