"""Around an order: kinds of contact, the launch programme, contingency plans and their call trees."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from tasks.orders import actions, preparing_pages
from tasks.orders.models import CallTreeRun, CallTreeStep, ContactType, ContingencyPlan, LaunchRisk, LaunchTask, Order
from tasks.orders.preparing_forms import ContactTypeForm, ContingencyForm, RiskForm

WRITERS = ("owner", "planner")
write = require_http_methods(["GET", "HEAD", "POST"])


def _split(request: ClientRequest, form: ContactTypeForm) -> HttpResponse:
    types = ContactType.objects.visible_to(request.principal).order_by("channel", "-volume_share")
    can_write = request.principal.member_role in WRITERS
    context = {"form": form, "can_write": can_write, **preparing_pages.split_of(types)}
    return render(request, "client/orders/contact_type_list.html", context, status=422 if form.errors else 200)


@require_safe
@client_required()
def contact_type_list(request: ClientRequest) -> HttpResponse:
    """Scenario splitting: every kind with what it is like, and what of it is ordered."""
    return _split(request, ContactTypeForm())


@require_POST
@client_required(*WRITERS)
def contact_type_add(request: ClientRequest) -> HttpResponse:
    """A new kind of contact."""
    form = ContactTypeForm(request.POST)
    if not form.is_valid():
        return _split(request, form)
    actions.save_contact_type(client=request.client, by=request.user, **form.cleaned_data)
    return redirect("client:contact_type_list")


@write
@client_required(*WRITERS)
def contact_type_edit(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Change a kind, or forget it (``drop``)."""
    one = get_object_or_404(ContactType.objects.visible_to(request.principal), ref=ref)
    if request.method == "POST" and request.POST.get("drop"):
        actions.drop_contact_type(one=one, by=request.user)
        return redirect("client:contact_type_list")
    form = ContactTypeForm(request.POST or None, initial=ContactTypeForm.initial_of(one))
    if form.is_valid():
        actions.save_contact_type(client=request.client, by=request.user, one=one, **form.cleaned_data)
        return redirect("client:contact_type_list")
    context = {"form": form, "one": one}
    return render(request, "client/orders/contact_type_edit.html", context, status=422 if form.errors else 200)


@require_safe
@client_required()
def launch_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Four stages, tasks on both sides, the clock, risks."""
    order = get_object_or_404(Order.objects.visible_to(request.principal).filter(launch__isnull=False), ref=ref)
    context = {"order": order, "form": RiskForm(), "can_write": request.principal.member_role in WRITERS}
    return render(request, "client/orders/launch_detail.html", {**context, **preparing_pages.launch_of(order)})


@require_POST
@client_required(*WRITERS)
def launch_task(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Take a task of our side, or say that it is done."""
    tasks = LaunchTask.objects.visible_to(request.principal).filter(side="client")
    task = get_object_or_404(tasks.select_related("programme__order"), ref=ref)
    if request.POST.get("take"):
        actions.take_launch_task(task=task, by=request.user)
    else:
        actions.finish_launch_task(task=task, by=request.user, note=request.POST.get("note", ""))
    return redirect("client:launch_detail", ref=task.programme.order.ref)


@require_POST
@client_required(*WRITERS)
def risk_add(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Write down what may go wrong."""
    order = get_object_or_404(Order.objects.visible_to(request.principal).filter(launch__isnull=False), ref=ref)
    form = RiskForm(request.POST)
    if form.is_valid():
        actions.raise_risk(programme=order.launch, by=request.user, **form.cleaned_data)
    return redirect("client:launch_detail", ref=ref)


@require_POST
@client_required(*WRITERS)
def risk_close(request: ClientRequest, ref: UUID) -> HttpResponse:
    """It can no longer happen."""
    risks = LaunchRisk.objects.visible_to(request.principal).select_related("programme__order")
    risk = actions.close_risk(risk=get_object_or_404(risks, ref=ref), by=request.user)
    return redirect("client:launch_detail", ref=risk.programme.order.ref)


@require_safe
@client_required()
def contingency_list(request: ClientRequest) -> HttpResponse:
    """Plans, with their last proof."""
    plans = ContingencyPlan.objects.visible_to(request.principal).filter(closed_at=None).order_by("title")
    context = {"plans": preparing_pages.plans_of(plans), "can_write": request.principal.member_role in WRITERS}
    return render(request, "client/orders/contingency_list.html", context)


@write
@client_required(*WRITERS)
def contingency_edit(request: ClientRequest, ref: UUID | None = None) -> HttpResponse:
    """A new plan, or a new version of one."""
    plans = ContingencyPlan.objects.visible_to(request.principal)
    plan = get_object_or_404(plans, ref=ref) if ref else None
    form = ContingencyForm(
        request.POST or None, client=request.client, initial=preparing_pages.initial_of(plan) if plan else None
    )
    if request.method == "POST" and form.is_valid():
        given = form.fields_of_plan()
        saved = actions.save_contingency(client=request.client, by=request.user, plan=plan, given=given)
        return redirect("client:contingency_detail", ref=saved.ref)
    context = {"form": form, "plan": plan}
    return render(request, "client/orders/contingency_edit.html", context, status=422 if form.errors else 200)


@require_safe
@client_required()
def contingency_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Mix, trigger, call tree, runs, and what the pool could do today."""
    plan = get_object_or_404(ContingencyPlan.objects.visible_to(request.principal), ref=ref)
    context = {"plan": plan, "can_write": request.principal.member_role in WRITERS}
    return render(request, "client/orders/contingency_detail.html", {**context, **preparing_pages.plan_page(plan)})


@require_POST
@client_required(*WRITERS)
def contingency_set_off(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Call the tree, as an exercise; in earnest an emergency order begins with it."""
    plan = get_object_or_404(ContingencyPlan.objects.visible_to(request.principal), ref=ref)
    if request.POST.get("earnest"):
        order = actions.begin_emergency(plan=plan, by=request.user)
        messages.success(request, _("The call tree is running. Finish the emergency order here."))
        return redirect("client:order_volumes", ref=order.ref)
    actions.set_off(plan=plan, exercise=True, by=request.user)
    messages.success(request, _("The exercise is running. Answers appear here."))
    return redirect("client:contingency_detail", ref=ref)


@require_POST
@client_required(*WRITERS)
def run_end(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Stop a run of a call tree."""
    runs = CallTreeRun.objects.visible_to(request.principal).select_related("plan")
    run = actions.end_run(run=get_object_or_404(runs, ref=ref), by=request.user)
    return redirect("client:contingency_detail", ref=run.plan.ref)


@never_cache
@write
def call_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody of a call tree says that she is there; the link in her mail is her key."""
    step = get_object_or_404(CallTreeStep.objects.visible_to(token))
    if request.method == "POST":
        actions.answer_call(step=step)
        return redirect("call_answer", token=token)
    return render(request, "orders/call_answer.html", {"step": step, "plan": step.run.plan})
