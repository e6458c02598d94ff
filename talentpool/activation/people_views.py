"""Staff doors of what concerns people: the pool review, talking to the pool, freshness."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest, staff_required
from talentpool.activation import actions, fresh_pages, review_pages
from talentpool.activation.backbone import page as backbone_page
from talentpool.activation.forms import AppealAnswerForm, BulkForm, DecisionForm, TalkForm
from talentpool.activation.models import Ping, ReviewAppeal, ReviewItem
from talentpool.activation.permissions import CALLS, POOL
from talentpool.activation.talking import audience
from talentpool.kernel.clock import now


@require_safe
@staff_required(*CALLS)
def review_list(request: HatRequest) -> HttpResponse:
    """Proposals that wait for a person, appeals, and what was decided lately."""
    items = ReviewItem.objects.visible_to(request.principal).select_related("agent", "decided_by")
    appeals = ReviewAppeal.objects.visible_to(request.principal)
    chosen, page, ticked = request.GET.get("proposal", ""), request.GET.get("page"), "all" in request.GET
    context = review_pages.review_page(items, appeals, chosen, page, by=request.user, ticked=ticked)
    return render(request, "admin/activation/review_list.html", context)


@require_POST
@staff_required(*CALLS)
def review_decide(request: HatRequest, ref: UUID) -> HttpResponse:
    item = get_object_or_404(ReviewItem.objects.visible_to(request.principal).select_related("agent__user"), ref=ref)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A decision about a person needs a written reason."))
        return redirect("staff:pool_review_list")
    actions.decide_review(item=item, by=request.user, **form.cleaned_data)
    messages.success(request, _("Decided; the agent has been told."))
    return redirect("staff:pool_review_list")


@require_POST
@staff_required(*CALLS)
def review_bulk(request: HatRequest) -> HttpResponse:
    """First a preview of who gets what, who is skipped and when it takes effect; then the decisions."""
    rows = ReviewItem.objects.visible_to(request.principal).select_related("agent__user").order_by("pk")
    items = list(rows.filter(ref__in=review_pages.refs_of(request.POST.getlist("items"))))
    form = BulkForm(request.POST, known=[str(i.ref) for i in items])
    if not form.is_valid():
        messages.error(request, _("Choose people, a decision and a reason."))
        return redirect("staff:pool_review_list")
    asked = {name: form.cleaned_data[name] for name in ("decision", "reason")}
    if not form.cleaned_data["sure"]:
        context = review_pages.preview(items, by=request.user, at=now(), **asked)
        return render(request, "admin/activation/review_bulk.html", context)
    outcome = actions.decide_reviews(items=items, by=request.user, **asked)
    messages.success(request, review_pages.outcome_words(outcome))
    return redirect("staff:pool_review_list")


@require_POST
@staff_required(*CALLS)
def appeal_answer(request: HatRequest, ref: UUID) -> HttpResponse:
    """Another person than the decider answers an appeal."""
    appeals = ReviewAppeal.objects.visible_to(request.principal).select_related("item__agent__user")
    appeal, form = get_object_or_404(appeals, ref=ref), AppealAnswerForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A decision about a person needs a written reason."))
        return redirect("staff:pool_review_list")
    actions.answer_appeal(appeal=appeal, by=request.user, **form.cleaned_data)
    messages.success(request, _("Answered; the agent has been told."))
    return redirect("staff:pool_review_list")


@require_safe
@staff_required(*POOL)
def freshness(request: HatRequest) -> HttpResponse:
    """How fresh the pool's skills are, what is proposed, and whether each kind of action works."""
    return render(request, "admin/activation/freshness.html", fresh_pages.freshness_page(at=now()))


@require_safe
@staff_required(*POOL)
def backbone(request: HatRequest) -> HttpResponse:
    """How many backbone agents each segment wants and has, and what their own drills found."""
    return render(request, "admin/activation/backbone.html", backbone_page(at=now(), number=request.GET.get("page")))


@require_safe
@staff_required(*POOL)
def talk_list(request: HatRequest) -> HttpResponse:
    """Messages to the pool and what came back."""
    pings = Ping.objects.visible_to(request.principal).select_related("skill", "language")
    return render(
        request, "admin/activation/talk_list.html", fresh_pages.talk_list_page(pings, request.GET.get("page"))
    )


@require_safe
@staff_required(*POOL)
def talk_detail(request: HatRequest, ref: UUID) -> HttpResponse:
    ping = get_object_or_404(Ping.objects.visible_to(request.principal).select_related("skill", "sent_by"), ref=ref)
    return render(request, "admin/activation/talk_detail.html", fresh_pages.talk_page(ping, at=now()))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(*CALLS)
def talk_new(request: HatRequest) -> HttpResponse:
    """Write; see whom it reaches, who is left out and what it costs; send."""
    form = TalkForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        said = form.message()
        if "send" in request.POST:
            ping = actions.send_ping(by=request.user, **said)
            return redirect("staff:pool_talk_detail", ref=ping.ref)
        reach = audience(said["segment"], said["choice"], said["talk"], at=now())
        context |= fresh_pages.preview(reach, said)
    return render(request, "admin/activation/talk_new.html", context, status=422 if form.errors else 200)
