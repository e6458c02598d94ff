"""Lists of people: hand in, see what it would do, write, take back."""

import io
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions import claim_account
from accounts.backends import HOUSE_BACKEND
from accounts.permissions import HatRequest, staff_required
from talentpool.agents.permissions import AgentRequest, agent_required
from talentpool.kernel.exports import csv_response
from talentpool.kernel.tables import Table
from talentpool.screening import actions, storage
from talentpool.screening.errors import InvitationOver, ListTooLarge
from talentpool.screening.invitations import after_claim, bearer, path_for
from talentpool.screening.list_forms import PeopleListForm
from talentpool.screening.list_words import file_words, row_words
from talentpool.screening.list_words import shown as shown_error
from talentpool.screening.models import Campaign, ListedPerson, PeopleList
from talentpool.screening.states import ListState

MOVING = (ListState.WAITING, ListState.CHECKING, ListState.CONFIRMED, ListState.WRITING, ListState.UNDOING)
EXAMPLE = (
    ("name", "phone", "email", "identity", "kind", "region", "languages", "channels", "years", "hours"),
    ("王芳", "138 0013 8000", "", "", "shared", "", "cmn 5; yue 3", "call; chat", "2", "20"),
    ("Li Na", "", "li.na@example.com", "", "home_based", "", "eng 4", "chat", "0", "35"),
)
SHOWN = 5


@staff_required("recruiter")
@require_safe
def list_list(request: HatRequest) -> HttpResponse:
    """Every list, newest first."""
    rows = PeopleList.objects.visible_to(request.principal).select_related("campaign", "created_by")
    page = Paginator(rows.order_by("-created_at"), 25).get_page(request.GET.get("page"))
    return render(request, "admin/screening/list_list.html", {"page": page})


@staff_required("recruiter")
@require_http_methods(["GET", "HEAD", "POST"])
def list_new(request: HatRequest) -> HttpResponse:
    campaigns = Campaign.objects.visible_to(request.principal).order_by("-opens_at")
    form = PeopleListForm(request.POST or None, request.FILES or None, campaigns=campaigns)
    if request.method == "POST" and form.is_valid():
        if (form.cleaned_data["file"].size or 0) > actions.LIST_BYTES:
            raise ListTooLarge(limit=actions.LIST_BYTES >> 20)
        people = actions.hand_in_list(by=request.user, **form.handed_in())
        return redirect("staff:list_show", people.ref)
    return render(request, "admin/screening/list_new.html", {"form": form}, status=422 if form.errors else 200)


@staff_required("recruiter")
@require_safe
def list_example(request: HatRequest) -> HttpResponse:
    """A file to begin with."""
    return csv_response("people", EXAMPLE[0], EXAMPLE[1:])


def _one(request: HatRequest, ref: UUID) -> PeopleList:
    rows = PeopleList.objects.visible_to(request.principal).select_related("campaign", "created_by", "confirmed_by")
    return get_object_or_404(rows, ref=ref)


@staff_required("recruiter")
@require_safe
def list_show(request: HatRequest, ref: UUID) -> HttpResponse:
    """What the list would do, or did; its bad rows."""
    people = _one(request, ref)
    shown = {
        "people": people,
        "moving": people.state in MOVING,
        "errors": [shown_error(error) for error in people.row_errors[:20]],
        "failure": file_words(people.failure or {}),
        "first": _first_rows(people) if people.state == ListState.CHECKED else None,
        "reach": people.reach() if people.state == ListState.DONE else None,
        "has_sms": bool(settings.SMS_URL),
    }
    return render(request, "admin/screening/list_show.html", shown)


def _first_rows(people: PeopleList) -> dict[str, Any]:
    """The head of the file as it stands, read for this page only."""
    table = Table(io.BytesIO(storage.fetch(people.path)), size=people.bytes_total)
    rows = [list(row.cells) for row, _number in zip(table.rows(), range(SHOWN), strict=False)]
    return {"columns": table.header, "rows": rows}


@staff_required("recruiter")
@require_safe
def list_progress(request: HatRequest, ref: UUID) -> HttpResponse:
    """The part of the page that moves, asked for every second."""
    people = _one(request, ref)
    response = render(request, "admin/screening/list_progress.html", {"people": people})
    if people.state not in MOVING:
        response["HX-Refresh"] = "true"
    return response


@staff_required("recruiter")
@require_safe
def list_errors_csv(request: HatRequest, ref: UUID) -> HttpResponse:
    """The rows that were not taken, with why; personal values are left out."""
    people = _one(request, ref)
    rows = ([e["row"], e["column"], e["value"], e["code"], row_words(e["code"])] for e in people.row_errors)
    return csv_response("row-errors", [_("Row"), _("Column"), _("Value"), _("Code"), _("What is wrong")], rows)


@staff_required("recruiter")
@require_safe
def list_links_csv(request: HatRequest, ref: UUID) -> HttpResponse:
    """For everybody who has not consented: the link to send her, where we have no e-mail of hers."""
    persons = _one(request, ref).waiting_for_consent().select_related("user")
    rows = ([p.row, p.user.full_name, p.user.phone, request.build_absolute_uri(path_for(p.user))] for p in persons)
    return csv_response("invitations", [_("Row"), _("Name"), _("Phone"), _("Link")], rows)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HatRequest, token: str) -> HttpResponse:
    """She reads where the list came from and sets her first password; then she decides, logged in."""
    user = bearer(token)
    if user is None:
        raise InvitationOver
    form = SetPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        claimed = claim_account(user=user, password=form.cleaned_data["new_password1"])
        login(request, claimed, backend=HOUSE_BACKEND)
        return redirect(after_claim(claimed))
    shown = {"form": form, "listed": ListedPerson.of(user)}
    return render(request, "public/screening/invitation.html", shown, status=422 if form.errors else 200)


@staff_required("recruiter")
@require_POST
def list_confirm(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.confirm_list(people=_one(request, ref), by=request.user)
    return redirect("staff:list_show", ref)


@staff_required("recruiter")
@require_POST
def list_invite(request: HatRequest, ref: UUID) -> HttpResponse:
    """Everybody of the list hears of it, each once."""
    actions.invite_listed(people=_one(request, ref), by=request.user)
    messages.success(request, _("The invitations go out now, some hundred at a time."))
    return redirect("staff:list_show", ref)


@staff_required("recruiter")
@require_POST
def list_undo(request: HatRequest, ref: UUID) -> HttpResponse:
    people = actions.undo_list(people=_one(request, ref), by=request.user)
    if people.state == ListState.UNDONE:
        messages.success(request, _("Dropped. Nobody was written."))
    return redirect("staff:list_show", ref)


@agent_required
@require_http_methods(["GET", "HEAD", "POST"])
def listed_consent(request: AgentRequest) -> HttpResponse:
    """She reads who gave us her name, then agrees, or leaves it."""
    if request.method == "POST":
        actions.consent_as_listed(by=request.user)
        messages.success(request, _("Thank you. Your papers are open now."))
        return redirect("agent:formality_list")
    listed = ListedPerson.of(request.user)
    return render(request, "agent/screening/listed_consent.html", {"listed": listed})
