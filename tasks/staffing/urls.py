"""The doors of staffing."""

from django.urls import path

from tasks.staffing import views
from tasks.staffing.api import VolumeDetail, VolumeList

client = [
    path("volumes/", views.volume_list, name="volume_list"),
    path("volumes/add/", views.volume_add, name="volume_add"),
    path("volumes/<uuid:ref>/", views.volume_detail, name="volume_detail"),
    path("volumes/<uuid:ref>/progress/", views.volume_progress, name="volume_progress"),
    path("volumes/<uuid:ref>/errors.csv", views.volume_errors_csv, name="volume_errors_csv"),
    path("volumes/<uuid:ref>/volumes.csv", views.volume_csv, name="volume_csv"),
    path("volumes/<uuid:ref>/undo/", views.volume_undo, name="volume_undo"),
]
api = [
    path("volumes/", VolumeList.as_view(), name="volume_list"),
    path("volumes/<uuid:ref>/", VolumeDetail.as_view(), name="volume_detail"),
]
