"""The doors of staffing."""

from django.urls import path

from tasks.staffing import forecast_views, views, whatif_views
from tasks.staffing.api import ForecastDetail, ForecastList, VolumeDetail, VolumeList, VolumeUpload

client = [
    path("volumes/", views.volume_list, name="volume_list"),
    path("volumes/add/", views.volume_add, name="volume_add"),
    path("volumes/<uuid:ref>/", views.volume_detail, name="volume_detail"),
    path("volumes/<uuid:ref>/progress/", views.volume_progress, name="volume_progress"),
    path("volumes/<uuid:ref>/errors.csv", views.volume_errors_csv, name="volume_errors_csv"),
    path("volumes/<uuid:ref>/volumes.csv", views.volume_csv, name="volume_csv"),
    path("volumes/<uuid:ref>/undo/", views.volume_undo, name="volume_undo"),
    path("volumes/<uuid:ref>/forecast/", forecast_views.forecast_new, name="forecast_new"),
    path("volumes/what-if/", whatif_views.what_if, name="what_if"),
    path("forecasts/", forecast_views.forecast_list, name="forecast_list"),
    path("forecasts/<uuid:ref>/", forecast_views.forecast_detail, name="forecast_detail"),
    path("forecasts/<uuid:ref>/method/", forecast_views.forecast_method, name="forecast_method"),
    path("forecasts/<uuid:ref>/forecast.csv", forecast_views.forecast_csv, name="forecast_csv"),
]
api = [
    path("volumes/", VolumeList.as_view(), name="volume_list"),
    path("volumes/upload/", VolumeUpload.as_view(), name="volume_upload"),
    path("volumes/<uuid:ref>/", VolumeDetail.as_view(), name="volume_detail"),
    path("forecasts/", ForecastList.as_view(), name="forecast_list"),
    path("forecasts/<uuid:ref>/", ForecastDetail.as_view(), name="forecast_detail"),
]
