"""Doors of activation."""

from django.urls import path

from talentpool.activation import agent_views, backbone_views, number_views, people_views, pool_views, season_views

staff = [
    path("pool/", pool_views.pool, name="pool"),
    path("pool/backbone/", backbone_views.backbone, name="backbone"),
    path("pool/backbone/name/", backbone_views.backbone_name, name="backbone_name"),
    path("pool/recount/", pool_views.pool_recount, name="pool_recount"),
    path("pool/rates.csv", pool_views.pool_csv, name="pool_csv"),
    path("pool/segments/<str:slug>/", pool_views.segment, name="segment"),
    path("pool/segments/<str:slug>/people.csv", pool_views.segment_csv, name="segment_csv"),
    path("pool/drills/", pool_views.drill_list, name="drill_list"),
    path("pool/drills/new/", pool_views.drill_new, name="drill_new"),
    path("pool/drills/schedules/", pool_views.drill_schedules, name="drill_schedules"),
    path("pool/drills/<uuid:ref>/", pool_views.drill_detail, name="drill_detail"),
    path("pool/drills/<uuid:ref>/start/", pool_views.drill_start, name="drill_start"),
    path("pool/drills/<uuid:ref>/announce/", pool_views.drill_announce, name="drill_announce"),
    path("pool/drills/<uuid:ref>/cancel/", pool_views.drill_cancel, name="drill_cancel"),
    path("pool/drills/<uuid:ref>/accept/", pool_views.drill_accept, name="drill_accept"),
    path("pool/drills/<uuid:ref>/decline/", pool_views.drill_decline, name="drill_decline"),
    path("pool/talk/", people_views.talk_list, name="pool_talk_list"),
    path("pool/talk/new/", people_views.talk_new, name="pool_talk_new"),
    path("pool/talk/<uuid:ref>/", people_views.talk_detail, name="pool_talk_detail"),
    path("pool/freshness/", people_views.freshness, name="freshness"),
    path("pool/review/", people_views.review_list, name="pool_review_list"),
    path("pool/review/bulk/", people_views.review_bulk, name="pool_review_bulk"),
    path("pool/review/<uuid:ref>/", people_views.review_decide, name="pool_review_decide"),
    path("pool/appeals/<uuid:ref>/", people_views.appeal_answer, name="pool_appeal_answer"),
    path("pool/model/", number_views.model_card, name="model_card"),
    path("pool/task-rate/", number_views.task_rate, name="task_rate"),
    path("pool/task-rate/levers/", number_views.task_rate_levers, name="task_rate_levers"),
    path("pool/seasons/", season_views.season_list, name="season_list"),
    path("pool/seasons/new/", season_views.season_new, name="season_new"),
    path("pool/seasons/<uuid:ref>/", season_views.season_detail, name="season_detail"),
    path("pool/seasons/<uuid:ref>/change/", season_views.season_change, name="season_change"),
    path("pool/seasons/<uuid:ref>/compute/", season_views.season_compute, name="season_compute"),
    path("pool/seasons/<uuid:ref>/remove/", season_views.season_remove, name="season_remove"),
]
agent = [
    path("drills/", agent_views.agent_drills, name="drill_list"),
    path("drills/<uuid:ref>/", agent_views.agent_drill, name="drill_detail"),
    path("drills/<uuid:ref>/answer/", agent_views.agent_drill_answer, name="drill_answer"),
    path("drills/<uuid:ref>/ready/", agent_views.agent_drill_ready, name="drill_ready"),
    path("drills/<uuid:ref>/contact/", agent_views.agent_drill_contact, name="drill_contact"),
    path("pings/<uuid:ref>/", agent_views.agent_ping, name="ping_detail"),
    path("pings/<uuid:ref>/answer/", agent_views.agent_ping_answer, name="ping_answer"),
    path("practice/", agent_views.agent_practices, name="practice_list"),
    path("practice/start/<slug:code>/", agent_views.agent_practice_start, name="practice_start"),
    path("practice/<uuid:ref>/", agent_views.agent_practice, name="practice"),
    path("review/<uuid:ref>/", agent_views.agent_review_item, name="review_item"),
]
