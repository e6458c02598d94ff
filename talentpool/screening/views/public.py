"""Campaigns for everybody; the application of a person who has an account."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest
from talentpool.kernel.clock import now
from talentpool.screening import actions
from talentpool.screening.forms import STEP_FORMS, ConsentForm, initial_of
from talentpool.screening.models import Application, Campaign
from talentpool.screening.progress import stations
from talentpool.screening.states import ApplicationState
from talentpool.screening.steps import STEPS, after


@require_safe
def apply_list(request: HatRequest) -> HttpResponse:
    campaigns = Campaign.objects.visible_to(request.principal).taking_applications(now()).order_by("opens_at")
    mine = Application.objects.visible_to(request.principal).with_person().order_by("-started_at")
    return render(request, "public/screening/campaign_list.html", {"campaigns": campaigns, "mine": mine})


@require_safe
def campaign_page(request: HatRequest, slug: str) -> HttpResponse:
    campaign = get_object_or_404(Campaign.objects.visible_to(request.principal), slug=slug)
    mine = Application.objects.visible_to(request.principal).filter(campaign=campaign).order_by("-started_at").first()
    shown = {"campaign": campaign, "gates": campaign.gates.all(), "mine": mine, "open": campaign.accepts(now())}
    return render(request, "public/screening/campaign_show.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def application_start(request: HatRequest, slug: str) -> HttpResponse:
    """Consent first; without an account one is made first, and the way leads back here."""
    campaign = get_object_or_404(Campaign.objects.visible_to(request.principal), slug=slug)
    if request.principal.user is None:
        return redirect("{}?next={}".format(reverse("account_signup"), request.path))
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        application = actions.start_application(campaign=campaign, by=request.user)
        return redirect("application_step", ref=application.ref, step=next(iter(STEPS)))
    return render(request, "public/screening/application_start.html", {"campaign": campaign, "form": form})


def mine(request: HatRequest, ref: UUID) -> Application:
    """The applicant's own application, or 404."""
    return get_object_or_404(Application.objects.visible_to(request.principal).with_person(), ref=ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_step(request: HatRequest, ref: UUID, step: str) -> HttpResponse:
    application = mine(request, ref)
    if application.state != ApplicationState.STARTED or step not in STEP_FORMS:
        return redirect("application_show", ref=ref)
    form = STEP_FORMS[step](request.POST or None, initial=initial_of(application, step, request.user))
    if request.method == "POST" and form.is_valid():
        actions.save_step(application=application, step=step, answers=form.answers(), by=request.user)
        following = after(step)
        return redirect("application_step", ref, following) if following else redirect("application_show", ref)
    shown = {"application": application, "form": form, "step": step, "number": list(STEPS).index(step) + 1}
    return render(request, "public/screening/application_step.html", {**shown, "names": list(STEPS.values())})


@login_required
@require_safe
def application_show(request: HatRequest, ref: UUID) -> HttpResponse:
    application = mine(request, ref)
    shown = {
        "application": application,
        "steps": [(key, name, key in application.answers) for key, name in STEPS.items()],
        "stations": stations(application) if application.submitted_at else [],
        "help_asked": application.kit_help.order_by("-asked_at").first(),
        "interview": application.interviews.filter(done_at__isnull=True).first(),
    }
    return render(request, "public/screening/application_show.html", shown)


@login_required
@require_POST
def application_submit(request: HatRequest, ref: UUID) -> HttpResponse:
    actions.submit_application(application=mine(request, ref), by=request.user)
    return redirect("application_show", ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def application_withdraw(request: HatRequest, ref: UUID) -> HttpResponse:
    """Asks first, then withdraws."""
    application = mine(request, ref)
    if request.method != "POST":
        return render(request, "public/screening/application_withdraw.html", {"application": application})
    actions.withdraw_application(application=application, by=request.user)
    return redirect("apply_list")
