"""Doors of activation."""

from django.urls import path

from talentpool.activation import views

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
    path("pool/model/", views.model_card, name="model_card"),
    path("pool/task-rate/", views.task_rate, name="task_rate"),
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
