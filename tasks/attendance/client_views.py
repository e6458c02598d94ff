"""Doors of the client's workplace: its knowledge base, its accounts, its incidents."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from tasks.attendance import actions
from tasks.attendance.forms import ArticleForm, LoginsForm
from tasks.attendance.models import Incident, KnowledgeArticle, Login
from tasks.orders.models import Workplace


@require_safe
@client_required("owner", "planner")
def knowledge_list(request: ClientRequest) -> HttpResponse:
    """What agents read while they work for us."""
    words = request.GET.get("q", "")[:100]
    pages = KnowledgeArticle.objects.visible_to(request.principal).matching(words)
    page = Paginator(pages, 20).get_page(request.GET.get("page"))
    return render(request, "client/attendance/knowledge_list.html", {"page": page, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner", "planner")
def knowledge_new(request: ClientRequest) -> HttpResponse:
    form = ArticleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_article(client=request.client, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Agents at work for you find it at once."))
        return redirect("client:knowledge_list")
    return render(request, "client/attendance/knowledge_edit.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner", "planner")
def knowledge_edit(request: ClientRequest, ref: UUID) -> HttpResponse:
    """The text, as agents see it, and a way to change it; what stood there before is kept."""
    article = get_object_or_404(KnowledgeArticle.objects.visible_to(request.principal), ref=ref)
    form = ArticleForm(request.POST or None, initial={"title": article.title, "text": article.text})
    if request.method == "POST" and form.is_valid():
        actions.write_article(client=request.client, article=article, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. Agents at work for you find it at once."))
        return redirect("client:knowledge_list")
    return render(request, "client/attendance/knowledge_edit.html", {"form": form, "article": article})


@require_POST
@client_required("owner", "planner")
def knowledge_withdraw(request: ClientRequest, ref: UUID) -> HttpResponse:
    article = get_object_or_404(KnowledgeArticle.objects.visible_to(request.principal), ref=ref)
    actions.withdraw_article(article=article, by=request.user)
    return redirect("client:knowledge_list")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@client_required("owner", "planner")
def login_list(request: ClientRequest) -> HttpResponse:
    """Accounts for agents: handed in here, lent for a shift, closed with it. Passwords are never shown again."""
    workplaces = Workplace.objects.visible_to(request.principal).order_by("name")
    form = LoginsForm(request.POST or None, workplaces=workplaces)
    if request.method == "POST" and form.is_valid():
        place, lines = form.cleaned_data["workplace"], form.cleaned_data["lines"]
        handed = actions.hand_in_logins(workplace=place, logins=lines, by=request.user)
        messages.success(request, _("%(n)s accounts handed in.") % {"n": handed})
        return redirect("client:login_list")
    logins = Login.objects.visible_to(request.principal).for_list()
    page = Paginator(logins, 50).get_page(request.GET.get("page"))
    return render(request, "client/attendance/login_list.html", {"page": page, "form": form})


@require_POST
@client_required("owner", "planner")
def login_retire(request: ClientRequest, ref: UUID) -> HttpResponse:
    login = get_object_or_404(Login.objects.visible_to(request.principal), ref=ref)
    actions.retire_login(login=login, by=request.user)
    return redirect("client:login_list")


@require_safe
@never_cache
@client_required("owner", "planner")
def incident_list(request: ClientRequest) -> HttpResponse:
    """Security incidents in our orders: what kind, when, what was done; never who reported them."""
    rows = Incident.objects.visible_to(request.principal).select_related("order").order_by("-reported_at")
    page = Paginator(rows, 30).get_page(request.GET.get("page"))
    return render(request, "client/attendance/incident_list.html", {"page": page})
