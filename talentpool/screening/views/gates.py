"""The gates as an applicant meets them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import HatRequest
from talentpool.agents import kit_words
from talentpool.agents.rules import kit
from talentpool.kernel.clock import now
from talentpool.kernel.errors import BadInput, Refusal
from talentpool.kernel.middleware import problem
from talentpool.screening import actions, storage
from talentpool.screening.calendar_file import calendar_of
from talentpool.screening.errors import RecordingGone, RecordingTooLarge, SlotTaken, TimeOver
from talentpool.screening.forms import KitHelpForm, TestForm
from talentpool.screening.labels import kit_rows
from talentpool.screening.models import Application, GateAttempt, Interview, Recording
from talentpool.screening.progress import free_slots
from talentpool.screening.prompts import prompts_for
from talentpool.screening.rules.marking import ends_at
from talentpool.screening.rules.voice import LARGEST_BYTES
from talentpool.screening.states import GateKind
from talentpool.screening.views.public import mine

TESTS = (GateKind.WRITTEN, GateKind.GRAMMAR, GateKind.SITUATIONAL, GateKind.SECURITY)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gate_kit(request: HatRequest, ref: UUID) -> HttpResponse:
    application = mine(request, ref)
    if request.method == "POST":
        attempt = actions.open_attempt(application=application, kind=GateKind.KIT, by=request.user)
        done = actions.hand_in_kit_check(attempt=attempt, measured=request.POST.dict(), by=request.user)
        if done.passed:
            messages.success(request, _("Your kit is good enough."))
            return redirect("application_show", ref)
    last = _last_check(application)
    shown = {"application": application, "last": last, "rows": kit_rows(last) if last else [], "form": KitHelpForm()}
    gate = application.campaign.gates.filter(kind=GateKind.KIT).first()
    limits = kit_words.lines(kit.judge({}, gate.limits if gate else {}))
    return render(request, "public/screening/gate_kit.html", {**shown, "limits": limits})


def _last_check(application: Application) -> GateAttempt | None:
    return application.attempts.filter(gate__kind=GateKind.KIT, finished_at__isnull=False).order_by("-number").first()


@login_required
@require_POST
def kit_help_ask(request: HatRequest, ref: UUID) -> HttpResponse:
    application = mine(request, ref)
    form = KitHelpForm(request.POST)
    if not form.is_valid():
        raise BadInput
    actions.ask_for_kit(application=application, way=form.cleaned_data["way"], by=request.user)
    messages.success(request, _("A recruiter answers within two working days."))
    return redirect("application_show", ref)


@login_required
@require_safe
def gate_voice(request: HatRequest, ref: UUID) -> HttpResponse:
    application = mine(request, ref)
    attempt = actions.open_attempt(application=application, kind=GateKind.VOICE, by=request.user)
    if attempt.handed_in_at is not None:
        return redirect("application_show", ref)
    kept = {one.prompt: one for one in attempt.recordings.all()}
    prompts = prompts_for(application, attempt.gate)
    rows = [
        {"prompt": one, "kept": kept.get(one.key), "left": _takes_left(attempt, kept.get(one.key))} for one in prompts
    ]
    complete = all(row["kept"] for row in rows)
    shown = {"application": application, "attempt": attempt, "rows": rows, "complete": complete}
    return render(request, "public/screening/gate_voice.html", shown)


def _takes_left(attempt: GateAttempt, kept: Recording | None) -> int:
    return attempt.gate.takes - (kept.take if kept else 0)


@login_required
@require_POST
def gate_voice_keep(request: HatRequest, ref: UUID, prompt: str) -> HttpResponse:
    """One take, from the recorder (answers JSON) or chosen as a file (answers the page)."""
    try:
        recording = _keep(request, ref, prompt)
    except Refusal as refusal:
        if "json" not in request.headers.get("Accept", ""):
            raise
        return JsonResponse(problem(refusal, instance=request.path), status=refusal.status)
    if "json" in request.headers.get("Accept", ""):
        left = _takes_left(recording.attempt, recording)
        return JsonResponse({"seconds": recording.seconds, "left": left, "measures": recording.measures})
    messages.success(request, _("Recording kept."))
    return redirect("gate_voice", ref)


def _keep(request: HatRequest, ref: UUID, prompt: str) -> Recording:
    application = mine(request, ref)
    file = request.FILES.get("file")
    if file is None or file.size is None:
        raise BadInput
    if file.size > LARGEST_BYTES:
        raise RecordingTooLarge
    attempt = actions.open_attempt(application=application, kind=GateKind.VOICE, by=request.user)
    return actions.keep_recording(attempt=attempt, prompt=prompt, content=file.read(), by=request.user)


@login_required
@require_POST
def gate_voice_hand_in(request: HatRequest, ref: UUID) -> HttpResponse:
    attempt = actions.open_attempt(application=mine(request, ref), kind=GateKind.VOICE, by=request.user)
    actions.hand_in_voice(attempt=attempt, by=request.user)
    messages.success(request, _("Handed in. Two people at most listen to it, without your name."))
    return redirect("application_show", ref)


@login_required
@require_safe
def recording_play(request: HatRequest, ref: UUID) -> HttpResponse:
    return sound(get_object_or_404(Recording.objects.visible_to(request.principal), ref=ref))


def sound(recording: Recording) -> HttpResponse:
    """The decrypted WAV, never cached, as an attachment."""
    if not recording.path:
        raise RecordingGone
    headers = {"Content-Disposition": 'attachment; filename="recording.wav"', "Cache-Control": "no-store"}
    return HttpResponse(storage.fetch(recording.path), content_type="audio/wav", headers=headers)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def gate_test(request: HatRequest, ref: UUID, kind: str) -> HttpResponse:
    """An intro first; the clock starts with a tap, and the draw stays."""
    application = mine(request, ref)
    if kind not in TESTS:
        raise Http404
    attempt = application.attempts.filter(gate__kind=kind, finished_at__isnull=True).first()
    if request.method == "POST" and "begin" in request.POST:
        actions.open_attempt(application=application, kind=kind, by=request.user)
        return redirect("gate_test", ref, kind)
    if attempt is None:
        gate = application.campaign.gates.filter(kind=kind).first()
        return render(request, "public/screening/gate_test_intro.html", {"application": application, "gate": gate})
    return _sit(request, application, attempt)


def _sit(request: HatRequest, application: Application, attempt: GateAttempt) -> HttpResponse:
    form = TestForm(attempt, request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = actions.save_answers if "save" in request.POST else actions.hand_in_answers
        act(attempt=attempt, answers=form.answers(), by=request.user)
        if "save" not in request.POST:
            return redirect("application_show", application.ref)
        messages.success(request, _("Saved. The clock goes on."))
    ends = ends_at(started_at=attempt.started_at, minutes=attempt.measures["minutes"])
    if ends < now() and request.method != "POST":
        return _overdue(application, attempt)
    shown = {"application": application, "attempt": attempt, "form": form, "ends": ends}
    return render(request, "public/screening/gate_test.html", shown)


def _overdue(application: Application, attempt: GateAttempt) -> HttpResponse:
    if actions.close_overdue(attempt=attempt).finished_at is None:
        raise TimeOver
    return redirect("application_show", application.ref)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def interview_book(request: HatRequest, ref: UUID) -> HttpResponse:
    application = mine(request, ref)
    if request.method == "POST":
        _book(request, application)
        return redirect("application_show", ref)
    slots = Interview.objects.visible_to(request.principal)
    booked = slots.filter(application=application, done_at__isnull=True).first()
    free = free_slots(application)
    shown = {"application": application, "slots": free, "booked": booked}
    return render(request, "public/screening/interview_book.html", shown)


def _book(request: HatRequest, application: Application) -> None:
    if "cancel" in request.POST:
        actions.cancel_interview(application=application, by=request.user)
        return
    free = {str(one.ref): one for one in free_slots(application)}
    slot = free.get(request.POST.get("slot", ""))
    if slot is None:
        raise SlotTaken
    actions.book_interview(application=application, interview=slot, by=request.user)
    messages.success(request, _("Booked. Put it into your calendar."))


@login_required
@require_safe
def interview_calendar(request: HatRequest, ref: UUID) -> HttpResponse:
    interview = get_object_or_404(Interview.objects.visible_to(request.principal), ref=ref)
    place = request.build_absolute_uri(reverse("apply_list"))
    headers = {"Content-Disposition": 'attachment; filename="interview.ics"'}
    return HttpResponse(calendar_of(interview, place), content_type="text/calendar; charset=utf-8", headers=headers)
