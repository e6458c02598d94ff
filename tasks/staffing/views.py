"""The client's volumes: upload, progress, row errors, preview, undo."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.kernel.exports import csv_response
from tasks.staffing import actions, pictures
from tasks.staffing.errors import row_sentence
from tasks.staffing.forms import VolumeForm
from tasks.staffing.models import VolumeSet


@require_safe
@client_required()
def volume_list(request: ClientRequest) -> HttpResponse:
    """Every set of volumes, newest first."""
    volumes = VolumeSet.objects.visible_to(request.principal).order_by("-created_at")
    page = Paginator(volumes, 25).get_page(request.GET.get("page"))
    return render(request, "client/staffing/volume_list.html", {"page": page, "can_write": _may_write(request)})


@client_required("owner", "planner")
def volume_add(request: ClientRequest) -> HttpResponse:
    """Upload a file; the reading goes on behind the page that follows."""
    form = VolumeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        volumes = actions.upload_volumes(client=request.client, by=request.user, **form.cleaned_data)
        return redirect("client:volume_detail", ref=volumes.ref)
    return render(request, "client/staffing/volume_add.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
@client_required()
def volume_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """How the import goes; once it is done, what it holds."""
    volumes = get_object_or_404(VolumeSet.objects.visible_to(request.principal), ref=ref)
    errors = [{**error, "sentence": row_sentence(error["code"])} for error in volumes.row_errors[:20]]
    context = {"volumes": volumes, "errors": errors, "can_write": _may_write(request), **pictures.of_volumes(volumes)}
    return render(request, "client/staffing/volume_detail.html", context)


@require_safe
@client_required()
def volume_progress(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The part of the page that moves, asked for every second while the file is read."""
    volumes = get_object_or_404(VolumeSet.objects.visible_to(request.principal), ref=ref)
    response = render(request, "client/staffing/volume_progress.html", {"volumes": volumes})
    if not pictures.is_moving(volumes):
        response["HX-Refresh"] = "true"
    return response


@require_safe
@client_required()
def volume_errors_csv(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The rows that could not be read, with their reasons."""
    volumes = get_object_or_404(VolumeSet.objects.visible_to(request.principal), ref=ref)
    rows = ([e["row"], e["column"], e["value"], e["code"], row_sentence(e["code"])] for e in volumes.row_errors)
    return csv_response("row-errors", [_("Row"), _("Column"), _("Value"), _("Code"), _("What is wrong")], rows)


@require_safe
@client_required()
def volume_csv(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The intervals as a file that can be uploaded again."""
    volumes = get_object_or_404(VolumeSet.objects.visible_to(request.principal), ref=ref)
    return csv_response("volumes", ["interval_start", "offered", "aht_s"], pictures.interval_rows(volumes))


@require_POST
@client_required("owner", "planner")
def volume_undo(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Take a whole import back."""
    volumes = get_object_or_404(VolumeSet.objects.visible_to(request.principal), ref=ref)
    actions.undo_import(volumes=volumes, by=request.user)
    messages.success(request, _("The import was taken back."))
    return redirect("client:volume_list")


def _may_write(request: ClientRequest) -> bool:
    return request.principal.member_role in ("owner", "planner")
