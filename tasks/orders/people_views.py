"""Favourites and blocks: the client's own wishes about people, by alias."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.agents.actions import prefer
from talentpool.agents.models import Alias
from talentpool.agents.states import Preference
from tasks.orders.models import Order
from tasks.orders.people import people_of, people_page

WRITERS = ("owner", "planner")


@require_safe
@client_required()
def people_list(request: ClientRequest) -> HttpResponse:
    """Everybody who has worked for this client, favourites and blocks first; ``order``: the draft to go back to."""
    kind = request.GET.get("kind", "")
    rows = people_of(Alias.objects.visible_to(request.principal), kind=kind)
    page = Paginator(rows, 40).get_page(request.GET.get("page"))
    drafts = Order.objects.visible_to(request.principal)
    back = request.GET.get("order", "")
    context = {
        "page": page,
        "back": drafts.filter(ref=back).first() if _is_ref(back) else None,
        "can_write": request.principal.member_role in WRITERS,
        **people_page(rows, request.client, kind),
    }
    return render(request, "client/orders/people_list.html", context)


def _is_ref(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@client_required(*WRITERS)
def person_prefer(request: ClientRequest, ref: UUID) -> HttpResponse:
    """A favourite, a block, or neither."""
    alias = get_object_or_404(Alias.objects.visible_to(request.principal).select_related("agent"), ref=ref)
    kind = request.POST.get("kind", "")
    chosen = kind if kind in Preference.values else ""
    prefer(client=request.client, agent=alias.agent, kind=chosen, by=request.user)
    messages.success(request, _("Saved. The next offers go by it; who is booked stays booked."))
    return redirect("client:people_list")
