"""How conversations come in by file and by webhook, and how they are found: pages of staff and clients."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Client
from accounts.permissions import ClientRequest, HatRequest, client_required, staff_required
from talentpool.kernel.errors import BadInput
from talentpool.kernel.exports import csv_response
from tasks.quality import actions, search
from tasks.quality.display import MASKS
from tasks.quality.errors import row_sentence
from tasks.quality.forms import BatchForm, HookForm, StaffBatchForm
from tasks.quality.models import ConversationBatch, InboundHook
from tasks.quality.serializers import InspectionSerializer


def _rows(request: Any) -> Any:
    rows = ConversationBatch.objects.visible_to(request.principal).select_related("client", "created_by")
    return Paginator(rows.order_by("-created_at"), 20).get_page(request.GET.get("page"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("analyst")
def staff_batches(request: HatRequest) -> HttpResponse:
    """Files so far, and a new one for a client."""
    clients = Client.objects.visible_to(request.principal).order_by("slug")
    form = StaffBatchForm(request.POST or None, request.FILES or None, clients=clients)
    if request.method == "POST" and form.is_valid():
        batch = actions.upload_conversations(by=request.user, **form.cleaned_data)
        return redirect("staff:batch", ref=batch.ref)
    context = {"page": _rows(request), "form": form, "base": "admin/house.html", "door": "staff:batch"}
    return render(request, "quality/batch_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner", "planner")
def client_batches(request: ClientRequest) -> HttpResponse:
    form = BatchForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        batch = actions.upload_conversations(client=request.client, by=request.user, **form.cleaned_data)
        return redirect("client:batch", ref=batch.ref)
    hooks = InboundHook.objects.visible_to(request.principal).order_by("-active", "-created_at")
    context = {"page": _rows(request), "form": form, "base": "client/base.html", "door": "client:batch", "hooks": hooks}
    context["may_open"] = request.principal.member_role == "owner"
    return render(request, "quality/batch_list.html", context, status=422 if form.errors else 200)


def _batch(request: Any, ref: UUID, face: str) -> HttpResponse:
    batch = get_object_or_404(ConversationBatch.objects.visible_to(request.principal).select_related("client"), ref=ref)
    if request.headers.get("HX-Request") == "true":
        headers = {} if batch.is_moving else {"HX-Refresh": "true"}
        return HttpResponse(render(request, "quality/batch_progress.html", {"batch": batch}).content, headers=headers)
    errors = [
        {"row": e["row"], "column": e["where"], "value": e.get("value", ""), "sentence": row_sentence(e["code"])}
        for e in batch.row_errors[:20]
    ]
    masked = [(MASKS[kind], n) for kind, n in sorted(batch.masked.items()) if kind in MASKS]
    context = {"batch": batch, "errors": errors, "masked": masked, "failure": row_sentence(batch.failure), "face": face}
    base = "admin/house.html" if face == "staff" else "client/base.html"
    return render(request, "quality/batch_show.html", {**context, "base": base})


@require_safe
@staff_required("analyst")
def staff_batch(request: HatRequest, ref: UUID) -> HttpResponse:
    return _batch(request, ref, "staff")


@require_safe
@client_required("owner", "planner")
def client_batch(request: ClientRequest, ref: UUID) -> HttpResponse:
    return _batch(request, ref, "client")


def _errors(request: Any, ref: UUID) -> HttpResponse:
    batch = get_object_or_404(ConversationBatch.objects.visible_to(request.principal), ref=ref)
    rows = ([e["row"], e["where"], e.get("value", ""), e["code"], row_sentence(e["code"])] for e in batch.row_errors)
    return csv_response("row-errors", [_("Row"), _("Column"), _("Value"), _("Code"), _("What is wrong")], rows)


@require_safe
@staff_required("analyst")
def staff_batch_errors(request: HatRequest, ref: UUID) -> HttpResponse:
    return _errors(request, ref)


@require_safe
@client_required("owner", "planner")
def client_batch_errors(request: ClientRequest, ref: UUID) -> HttpResponse:
    return _errors(request, ref)


@require_POST
@staff_required("analyst")
def staff_batch_undo(request: HatRequest, ref: UUID) -> HttpResponse:
    batch = get_object_or_404(ConversationBatch.objects.visible_to(request.principal), ref=ref)
    actions.undo_batch(batch=batch, by=request.user)
    messages.success(request, _("The file was taken back."))
    return redirect("staff:batch_list")


@require_POST
@client_required("owner", "planner")
def client_batch_undo(request: ClientRequest, ref: UUID) -> HttpResponse:
    batch = get_object_or_404(ConversationBatch.objects.visible_to(request.principal), ref=ref)
    actions.undo_batch(batch=batch, by=request.user)
    messages.success(request, _("The file was taken back."))
    return redirect("client:batch_list")


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner")
def hook_add(request: ClientRequest) -> HttpResponse:
    """A new address; its secret is shown once."""
    form = HookForm(request.POST or None)
    hook = None
    if request.method == "POST" and form.is_valid():
        hook = actions.add_hook(client=request.client, name=form.cleaned_data["name"], by=request.user)
    url = request.build_absolute_uri(f"/hooks/conversations/{hook.ref}/") if hook else ""
    return render(request, "client/quality/hook_add.html", {"form": form, "hook": hook, "url": url})


@require_POST
@client_required("owner")
def hook_close(request: ClientRequest, ref: UUID) -> HttpResponse:
    hook = get_object_or_404(InboundHook.objects.visible_to(request.principal), ref=ref)
    actions.close_hook(hook=hook, by=request.user)
    return redirect("client:batch_list")


@csrf_exempt
@require_POST
def hook_receive(request: HttpRequest, ref: UUID) -> HttpResponse:
    """A client's system posts a conversation, or ``{"data": conversation}``, signed after Standard Webhooks."""
    try:
        inspection, is_new = actions.receive_by_hook(ref=ref, body=request.body, headers=request.headers)
    except (ValueError, RecursionError) as error:
        raise BadInput from error
    return JsonResponse(InspectionSerializer(inspection).data, status=201 if is_new else 200)


def _found(request: Any, template: str) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:200]
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    found = search.found_conversations(request.principal, query, before=before) if query else {"rows": [], "words": []}
    return render(request, template, {"query": query, **found})


@require_safe
@staff_required("analyst", "trainer")
def staff_search(request: HatRequest) -> HttpResponse:
    return _found(request, "admin/quality/conversation_search.html")


@require_safe
@client_required()
def client_search(request: ClientRequest) -> HttpResponse:
    return _found(request, "client/quality/conversation_search.html")
