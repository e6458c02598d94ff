"""From a history to a forecast: what is special, how the methods did, which one to take."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import ClientRequest, client_required
from talentpool.kernel.exports import csv_response
from tasks.staffing import actions, forecast_page
from tasks.staffing.forecast_forms import ForecastForm
from tasks.staffing.models import Forecast, VolumeSet

WRITERS = ("owner", "planner")


def _forecast(request: ClientRequest, ref: UUID) -> Forecast:
    forecasts = Forecast.objects.visible_to(request.principal).select_related("volumes", "result")
    return get_object_or_404(forecasts, ref=ref)


@require_safe
@client_required()
def forecast_list(request: ClientRequest) -> HttpResponse:
    """Forecasts, newest first, and histories to make one from."""
    forecasts = Forecast.objects.visible_to(request.principal).select_related("volumes").order_by("-created_at")
    histories = VolumeSet.objects.visible_to(request.principal).histories().order_by("-created_at")[:20]
    page = Paginator(forecasts, 20).get_page(request.GET.get("page"))
    context = {"page": page, "histories": histories, "can_write": request.principal.member_role in WRITERS}
    return render(request, "client/staffing/forecast_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@client_required(*WRITERS)
def forecast_new(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Which days, and what is special about them; the computing goes on behind the page that follows."""
    volumes = get_object_or_404(VolumeSet.objects.visible_to(request.principal).usable(), ref=ref)
    initial = ForecastForm.initial_of(volumes, left_out=request.GET.get("left_out", ""))
    form = ForecastForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        made = actions.ask_forecast(volumes=volumes, name=name, outlook=form.outlook(), by=request.user)
        return redirect(forecast_page.address(made, order=request.GET.get("order", "")))
    context = {"form": form, "volumes": volumes, **forecast_page.standing_out(volumes)}
    return render(request, "client/staffing/forecast_new.html", context, status=422 if form.errors else 200)


@require_safe
@client_required()
def forecast_detail(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Every method with its error, the chosen one's curve with its band, and what to do with it."""
    forecast = _forecast(request, ref)
    context = {
        "forecast": forecast,
        "can_write": request.principal.member_role in WRITERS,
        "order": request.GET.get("order", ""),
        **forecast_page.page_of(forecast, day=request.GET.get("day", "")),
    }
    live = bool(request.headers.get("HX-Request")) and context["moving"]
    return render(request, f"client/staffing/forecast_{'progress' if live else 'detail'}.html", context)


@require_POST
@client_required(*WRITERS)
def forecast_method(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Take another method than the best."""
    forecast = _forecast(request, ref)
    actions.choose_method(forecast=forecast, method=request.POST.get("method", ""), by=request.user)
    return redirect(forecast_page.address(forecast, order=request.POST.get("order", "")))


@require_safe
@client_required()
def forecast_csv(request: ClientRequest, ref: UUID) -> HttpResponse:
    """Every interval with its band, as a file that can be uploaded as volumes."""
    rows = forecast_page.interval_rows(_forecast(request, ref))
    return csv_response("forecast", ["interval_start", "offered", "aht_s", "low", "high"], rows)
