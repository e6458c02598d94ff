from django.urls import path

from talentpool.growth import views

agent = [
    path("growth/", views.growth, name="growth"),
    path("growth/level/", views.level, name="level"),
    path("growth/log.csv", views.growth_csv, name="growth_csv"),
    path("growth/log.json", views.growth_json, name="growth_json"),
]
