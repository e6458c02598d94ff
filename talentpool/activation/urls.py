"""Doors of activation."""

from django.urls import path

from talentpool.activation import number_views, season_views, views

staff = [
    path("pool/", views.pool, name="pool"),
    path("pool/rates.csv", views.pool_csv, name="pool_csv"),
    path("pool/segments/<str:slug>/", views.segment, name="segment"),
    path("pool/segments/<str:slug>/ping/", views.ping, name="segment_ping"),
    path("pool/drills/", views.drill_list, name="drill_list"),
    path("pool/drills/new/", views.drill_new, name="drill_new"),
    path("pool/drills/<uuid:ref>/", views.drill_detail, name="drill_detail"),
    path("pool/drills/<uuid:ref>/start/", views.drill_start, name="drill_start"),
    path("pool/drills/<uuid:ref>/cancel/", views.drill_cancel, name="drill_cancel"),
    path("pool/model/", number_views.model_card, name="model_card"),
    path("pool/task-rate/", number_views.task_rate, name="task_rate"),
    path("pool/task-rate/levers/", number_views.task_rate_levers, name="task_rate_levers"),
    path("pool/seasons/", season_views.season_list, name="season_list"),
    path("pool/seasons/new/", season_views.season_new, name="season_new"),
    path("pool/seasons/<uuid:ref>/", season_views.season_detail, name="season_detail"),
    path("pool/seasons/<uuid:ref>/change/", season_views.season_change, name="season_change"),
    path("pool/seasons/<uuid:ref>/compute/", season_views.season_compute, name="season_compute"),
    path("pool/seasons/<uuid:ref>/remove/", season_views.season_remove, name="season_remove"),
    path("pool/review/", views.review_list, name="pool_review_list"),
    path("pool/review/<uuid:ref>/", views.review_decide, name="pool_review_decide"),
]
agent = [
    path("drills/", views.agent_drills, name="drill_list"),
    path("drills/<uuid:ref>/", views.agent_drill, name="drill_detail"),
    path("drills/<uuid:ref>/answer/", views.agent_drill_answer, name="drill_answer"),
    path("drills/<uuid:ref>/ready/", views.agent_drill_ready, name="drill_ready"),
    path("drills/<uuid:ref>/contact/", views.agent_drill_contact, name="drill_contact"),
    path("pings/<uuid:ref>/", views.agent_ping, name="ping_detail"),
    path("pings/<uuid:ref>/answer/", views.agent_ping_answer, name="ping_answer"),
]
