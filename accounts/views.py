"""Pages about oneself, a client company's members and keys, and the public rules."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, personal
from accounts.errors import TooManyTries
from accounts.forms import STANDING_PURPOSES, ConsentForm, EraseForm, KeyForm, MemberForm, OverlapForm, RoleForm
from accounts.middleware import CLIENT_COOKIE
from accounts.models import ClientKey, Consent, DecisionRecord, Membership, Policy
from accounts.permissions import ClientRequest, HatRequest, client_required, person_required
from accounts.states import DECISION_WORDS, ConsentPurpose


@require_safe
def rulebook(request: HttpRequest) -> HttpResponse:
    """The rules in force, and those announced, in public."""
    policies = Policy.objects.visible_to(request.principal).newest()  # type: ignore[attr-defined]
    return render(request, "accounts/policy_list.html", {"policies": policies})


@require_safe
def policy_show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """One version of a rulebook, with a way to acknowledge it."""
    policy = get_object_or_404(Policy.objects.visible_to(request.principal), ref=ref)  # type: ignore[attr-defined]
    user = request.user
    read_at = policy.acknowledged_at(user) if user.is_authenticated else None
    return render(request, "accounts/policy_show.html", {"policy": policy, "read_at": read_at})


@require_POST
@person_required
def policy_acknowledge(request: HatRequest, ref: UUID) -> HttpResponse:
    policy = get_object_or_404(Policy.objects.visible_to(request.principal), ref=ref)
    actions.acknowledge_policy(policy=policy, by=request.user)
    messages.success(request, _("Noted: you know this version."))
    return redirect("policy_show", ref=ref)


@require_safe
@person_required
def decision_list(request: HatRequest) -> HttpResponse:
    """What was decided about me, and why; what was not offered to me, and why not."""
    records = DecisionRecord.objects.visible_to(request.principal).about_person(request.user)
    kind = request.GET.get("kind", "")
    kinds = [(code, DECISION_WORDS.get(code, code)) for code in records.kinds()]
    page = Paginator(records.filter(kind=kind) if kind in dict(kinds) else records, 20).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "kinds": kinds, "kind": kind}
    return render(request, "agent/accounts/decision_list.html", context)


@require_safe
@person_required
def consent_list(request: HatRequest) -> HttpResponse:
    """What I agreed to, with whom, since when."""
    standing = {
        (consent.purpose, consent.client_id): consent
        for consent in Consent.objects.visible_to(request.principal).standing().select_related("client")
    }
    own = [(ConsentPurpose(p), standing.get((p, None))) for p in STANDING_PURPOSES]
    shared = [consent for (_purpose, client), consent in standing.items() if client]
    return render(request, "agent/accounts/consent_list.html", {"own": own, "shared": shared})


@require_POST
@person_required
def consent_change(request: HatRequest) -> HttpResponse:
    form = ConsentForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, _("This consent does not exist."))
        return redirect("agent:consent_list")
    asked = {"by": request.user, "purpose": form.cleaned_data["purpose"], "client": form.cleaned_data["client"]}
    if form.cleaned_data["give"]:
        actions.give_consent(**asked)
        messages.success(request, _("Given. You can withdraw it here at any time."))
    else:
        actions.withdraw_consent(**asked)
        messages.success(request, _("Withdrawn."))
    return redirect("agent:consent_list")


def _may_guess(request: HatRequest) -> bool:
    """Passwords typed here count against the same limit as those of the log-in."""
    return bool(ratelimit.consume(request, app="allauth.account", action="reauthenticate", user=request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def data_show(request: HatRequest) -> HttpResponse:
    """All data about me: take it along, or have it erased."""
    form = EraseForm(request.POST or None, user=request.user)
    if request.method == "POST" and not _may_guess(request):
        raise TooManyTries
    if request.method == "POST" and form.is_valid():
        actions.erase(user=request.user, by=request.user)
        logout(request)
        messages.success(request, _("Your data has been erased. Thank you for the time with us."))
        return redirect("account_login")
    return render(request, "agent/accounts/data_show.html", {"form": form})


@require_safe
@never_cache
@person_required
def data_export(request: HatRequest) -> HttpResponse:
    """Everything we hold about me, as JSON."""
    answer = JsonResponse(personal.export(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@client_required("owner")
def key_list(request: ClientRequest) -> HttpResponse:
    """The company's keys; a new one's text is shown this once."""
    form = KeyForm(request.POST or None)
    text = ""
    if request.method == "POST" and form.is_valid():
        _key, text = actions.create_key(client=request.client, by=request.user, **form.cleaned_data)
        form = KeyForm()
    return _keys(request, form, text)


def _keys(request: ClientRequest, form: KeyForm, text: str) -> HttpResponse:
    keys = ClientKey.objects.visible_to(request.principal).select_related("user").order_by("-created")
    context: dict[str, Any] = {"keys": keys, "form": form, "overlap": OverlapForm(), "text": text}
    return render(request, "client/accounts/key_list.html", context)


@require_POST
@never_cache
@client_required("owner")
def key_rotate(request: ClientRequest, ref: UUID) -> HttpResponse:
    key = get_object_or_404(ClientKey.objects.visible_to(request.principal).in_use(), ref=ref)
    """A new key in its place; the old one ends at once, or after the days in which callers change over."""
    form = OverlapForm(request.POST)
    overlap = form.overlap() if form.is_valid() else timedelta()
    _key, text = actions.rotate_key(key=key, by=request.user, overlap=overlap)
    return _keys(request, KeyForm(), text)


@require_POST
@client_required("owner")
def key_revoke(request: ClientRequest, ref: UUID) -> HttpResponse:
    key = get_object_or_404(ClientKey.objects.visible_to(request.principal), ref=ref)
    actions.revoke_key(key=key, by=request.user)
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": key.name})
    return redirect("client:key_list")


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner")
def member_list(request: ClientRequest) -> HttpResponse:
    """Who may enter for this company."""
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_member(client=request.client, by=request.user, **form.cleaned_data)
        messages.success(request, _("Added. A new colleague sets a password under “Forgot password”."))
        return redirect("client:member_list")
    members = Membership.objects.visible_to(request.principal).select_related("user").order_by("created_at")
    return render(request, "client/accounts/member_list.html", {"members": members, "form": form, "roles": RoleForm()})


@require_POST
@client_required("owner")
def member_change(request: ClientRequest, ref: UUID) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.visible_to(request.principal), ref=ref)
    form = RoleForm(request.POST)
    if form.is_valid():
        actions.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
        messages.success(request, _("The role was changed."))
    return redirect("client:member_list")


@require_POST
@client_required("owner")
def member_remove(request: ClientRequest, ref: UUID) -> HttpResponse:
    membership = get_object_or_404(Membership.objects.visible_to(request.principal), ref=ref)
    actions.remove_member(membership=membership, by=request.user)
    messages.success(request, _("Removed; the keys this person made have ended too."))
    return redirect("client:member_list")


@require_POST
@client_required()
def company_choose(request: ClientRequest) -> HttpResponse:
    """Who is a member of several companies says for which one she works now; a foreign one changes nothing."""
    request.session[CLIENT_COOKIE] = request.POST.get("client", "")[:50]
    return redirect("/client/")
