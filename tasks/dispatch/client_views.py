"""The client's door to a shift that runs: more or fewer seats."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.permissions import ClientRequest, client_required
from talentpool.kernel.clock import now
from tasks.dispatch import actions
from tasks.orders.models import Shift


class SeatsForm(forms.Form):
    """How many seats a shift shall have."""

    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=1, max_value=100_000)


@require_http_methods(["GET", "HEAD", "POST"])
@client_required("owner", "planner")
def shift_scale(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Say what another number of seats costs (GET with ``seats``), then do it."""
    shifts = Shift.objects.visible_to(request.principal).filter(state__in=["open", "started"])
    shift = get_object_or_404(shifts.select_related("order__skill", "order__language", "order__client"), ref=ref)
    form = SeatsForm(request.POST or (request.GET if "seats" in request.GET else None))
    if request.method == "POST" and form.is_valid():
        actions.scale_shift(shift=shift, seats=form.cleaned_data["seats"], by=request.user)
        messages.success(request, _("Done: the shift has %(n)s seats.") % {"n": form.cleaned_data["seats"]})
        return redirect("client:order_board", ref=shift.order.ref)
    seats = form.cleaned_data["seats"] if form.is_valid() else shift.seats_asked
    context = {"shift": shift, "form": form, "then": actions.what_if(shift=shift, seats=seats, at=now())}
    return render(request, "client/dispatch/shift_scale.html", context, status=422 if form.errors else 200)
