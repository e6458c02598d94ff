"""Who may open the doors of screening."""

from datetime import timedelta

from talentpool.kernel.clock import now
from talentpool.screening import actions, storage
from talentpool.screening.models import (
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
    "staff:model_show": {"GET": RECRUITERS, "POST": RECRUITERS},
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
    person, recruiter = world.users["applicant"], world.users["recruiter"]
    one = make.application(person)
    make.pass_kit(one)
    attempt = actions.open_attempt(application=one, kind="voice", by=person)
    recording = Recording.objects.create(attempt=attempt, prompt="read", path="", seconds=5, measures={})
    interview = Interview.objects.create(
        campaign=one.campaign, application=one, interviewer=recruiter, starts_at=now() + timedelta(days=1)
    )
    asked = KitHelp.objects.create(application=one, way="loan", asked_at=now())
    papers = actions.prepare_formalities(agent=world.agent)
    actions.prepare_formalities(agent=world.other_agent)
    world.kept["recording"] = recording
    people = PeopleList.objects.create(name="people.csv", becomes="agent", origin="A fair", state="done")
    kept = SavedFilter.objects.create(owner=recruiter, name="Evenings", query={"state": "gates"})
    page = a_document(papers[0])
    double = papers[0]
    double.double_of = Formality.objects.get(agent=world.other_agent, kind=double.kind)
    double.save(update_fields=["double_of"])
    by_ref = {
        **dict.fromkeys(
            (
                "application_show",
                "application_submit",
                "application_withdraw",
                "gate_kit",
                "kit_help_ask",
                "gate_voice",
                "gate_voice_hand_in",
                "interview_book",
                "staff:application_page",
                "staff:application_decide",
            ),
            one.ref,
        ),
        **dict.fromkeys(("recording_play", "staff:rating_sound"), recording.ref),
        **{
            f"staff:{name}": people.ref
            for name in (
                "list_show",
                "list_progress",
                "list_errors_csv",
                "list_links_csv",
                "list_confirm",
                "list_undo",
                "list_invite",
            )
        },
        "gate_typing": one.ref,
        "staff:filter_drop": kept.ref,
        "staff:double_settle": double.ref,
        "interview_calendar": interview.ref,
        "staff:rating_card": attempt.ref,
        "staff:kit_help_decide": asked.ref,
        "staff:formality_decide": papers[0].ref,
        **dict.fromkeys(("agent:document_page", "staff:document_page"), page.ref),
    }
    return {
        **{name: {"ref": ref} for name, ref in by_ref.items()},
        "campaign_page": {"slug": one.campaign.slug},
        "invitation": {"token": "forged"},
        "model_public": {"slug": one.campaign.slug},
        "staff:model_show": {"slug": one.campaign.slug},
        "staff:item_list": {"kind": "written"},
        "application_start": {"slug": one.campaign.slug},
        "application_step": {"ref": one.ref, "step": "work"},
        "gate_voice_keep": {"ref": one.ref, "prompt": "read"},
        "gate_test": {"ref": one.ref, "kind": "written"},
        "agent:formality_hand_in": {"kind": "bank"},
    }
