"""Who may open the doors of screening."""

from datetime import timedelta
from uuid import UUID

from talentpool.kernel.clock import now
from talentpool.screening import actions, storage
from talentpool.screening.models import (
    Application,
    DocumentPage,
    Formality,
    IdentityDocument,
    Interview,
    KitHelp,
    PeopleList,
    Recording,
    SavedFilter,
)
from tests.factories import screening as make
from tests.factories.documents import photo
from tests.world import PRINCIPALS, World

ALL = set(PRINCIPALS)
PERSONS = ALL - {"anonymous", "key", "stranger_key"}
RECRUITERS = {"recruiter", "administrator"}
RATERS = {"recruiter", "trainer", "administrator"}
PAPERS = {"recruiter", "finance", "administrator"}
OWN = {"applicant"}
AGENTS = {"agent", "other_agent"}

ACCESS: dict[str, dict[str, set[str]]] = {
    "apply_list": {"GET": ALL},
    "campaign_page": {"GET": ALL},
    "application_start": {"GET": ALL, "POST": ALL},  # without an account the way leads to the sign-up
    **{name: {"GET": OWN} for name in ("application_show", "gate_voice", "recording_play", "interview_calendar")},
    **{name: {"POST": OWN} for name in ("application_submit", "kit_help_ask", "gate_voice_hand_in", "gate_voice_keep")},
    **{
        name: {"GET": OWN, "POST": OWN}
        for name in ("application_step", "application_withdraw", "gate_kit", "gate_test", "interview_book")
    },
    "agent:formality_list": {"GET": AGENTS},
    "agent:document_page": {"GET": {"agent"}},
    "staff:document_page": {"GET": PAPERS},
    "agent:formality_hand_in": {"GET": AGENTS, "POST": AGENTS},
    **{name: {"GET": RECRUITERS} for name in ("staff:screening_board", "staff:application_page")},
    **{name: {"POST": RECRUITERS} for name in ("staff:application_decide", "staff:applications_bulk")},
    **{name: {"GET": RATERS} for name in ("staff:rating_list", "staff:rating_sound")},
    "staff:rating_card": {"GET": RATERS, "POST": RATERS},
    "staff:interview_slots": {"GET": RECRUITERS, "POST": RECRUITERS},
    "staff:kit_help_list": {"GET": RECRUITERS},
    "staff:kit_help_decide": {"GET": RECRUITERS, "POST": RECRUITERS},
    "gate_typing": {"GET": OWN, "POST": OWN},
    "model_public": {"GET": ALL},
    "invitation": {"GET": ALL, "POST": ALL},  # a token that is no token is refused with 410
    "agent:listed_consent": {"GET": AGENTS, "POST": AGENTS},
    **{
        f"staff:{name}": {"GET": RECRUITERS}
        for name in (
            "list_list",
            "list_example",
            "list_show",
            "list_progress",
            "list_errors_csv",
            "list_links_csv",
            "double_list",
        )
    },
    "staff:list_links_csv": {"GET": RECRUITERS},
    "staff:list_new": {"GET": RECRUITERS, "POST": RECRUITERS},
    **{f"staff:{name}": {"GET": RECRUITERS, "POST": RECRUITERS} for name in ("model_show", "gate_settings")},
    **{
        f"staff:{name}": {"POST": RECRUITERS}
        for name in ("list_confirm", "list_undo", "list_invite", "filter_save", "double_settle")
    },
    "staff:filter_drop": {"POST": {"recruiter"}},
    "staff:validity": {"GET": RECRUITERS | {"trainer", "analyst"}},
    "staff:item_list": {"GET": RATERS},
    "staff:formality_queue": {"GET": PAPERS},
    "staff:formality_decide": {"GET": PAPERS, "POST": PAPERS},
}


def a_document(paper: Formality) -> DocumentPage:
    """A picture beside a paper."""
    document = IdentityDocument.objects.create(formality=paper)
    path = storage.keep(f"documents/{document.ref}.sealed", photo())
    return DocumentPage.objects.create(document=document, number=1, path=path)


def args(world: World) -> dict[str, dict[str, object]]:
    """One application of the applicant's, open at the voice test, and everything that hangs on it."""
    one = make.application(world.users["applicant"])
    make.pass_kit(one)
    by_ref = {**_of_gates(world, one), **_of_papers(world), **_of_lists()}
    by_ref |= dict.fromkeys(OF_APPLICATION, one.ref)
    kept = SavedFilter.objects.create(owner=world.users["recruiter"], name="Evenings", query={"state": "gates"})
    return {
        **{name: {"ref": ref} for name, ref in by_ref.items()},
        **{name: {"slug": one.campaign.slug} for name in OF_CAMPAIGN},
        "staff:filter_drop": {"ref": kept.ref},
        "invitation": {"token": "forged"},
        "staff:gate_settings": {"slug": one.campaign.slug, "kind": "voice"},
        "staff:item_list": {"kind": "written"},
        "application_step": {"ref": one.ref, "step": "work"},
        "gate_voice_keep": {"ref": one.ref, "prompt": "read"},
        "gate_test": {"ref": one.ref, "kind": "written"},
        "agent:formality_hand_in": {"kind": "bank"},
    }


OF_CAMPAIGN = ("campaign_page", "model_public", "staff:model_show", "application_start")
OF_APPLICATION = (
    "application_show",
    "application_submit",
    "application_withdraw",
    "gate_kit",
    "gate_typing",
    "gate_voice",
    "gate_voice_hand_in",
    "interview_book",
    "kit_help_ask",
    "staff:application_page",
    "staff:application_decide",
)
OF_LIST = ("show", "progress", "errors_csv", "links_csv", "confirm", "undo", "invite")


def _of_gates(world: World, one: Application) -> dict[str, UUID]:
    """A voice on its way, an interview booked, a loan kit asked for."""
    attempt = actions.open_attempt(application=one, kind="voice", by=one.user)
    recording = Recording.objects.create(attempt=attempt, prompt="read", path="", seconds=5, measures={})
    interview = Interview.objects.create(
        campaign=one.campaign,
        application=one,
        interviewer=world.users["recruiter"],
        starts_at=now() + timedelta(days=1),
    )
    asked = KitHelp.objects.create(application=one, way="loan", asked_at=now())
    world.kept["recording"] = recording
    return {
        **dict.fromkeys(("recording_play", "staff:rating_sound"), recording.ref),
        "interview_calendar": interview.ref,
        "staff:rating_card": attempt.ref,
        "staff:kit_help_decide": asked.ref,
    }


def _of_papers(world: World) -> dict[str, UUID]:
    """A paper with its picture, whose number another agent handed in too."""
    double = actions.prepare_formalities(agent=world.agent)[0]
    actions.prepare_formalities(agent=world.other_agent)
    page = a_document(double)
    double.double_of = Formality.objects.get(agent=world.other_agent, kind=double.kind)
    double.save(update_fields=["double_of"])
    return {
        **dict.fromkeys(("staff:double_settle", "staff:formality_decide"), double.ref),
        **dict.fromkeys(("agent:document_page", "staff:document_page"), page.ref),
    }


def _of_lists() -> dict[str, UUID]:
    people = PeopleList.objects.create(name="people.csv", becomes="agent", origin="A fair", state="done")
    return {f"staff:list_{name}": people.ref for name in OF_LIST}
