"""The doors of growth."""

from django.urls import path

from talentpool.growth.views import coaching, levels
from talentpool.growth.views import log as views

agent = [
    path("growth/", views.growth, name="growth"),
    path("growth/level/", views.level, name="level"),
    path("growth/board/", coaching.leader_board, name="leader_board"),
    path("growth/log.csv", views.growth_csv, name="growth_csv"),
    path("growth/log.json", views.growth_json, name="growth_json"),
    path("growth/log.pdf", views.growth_pdf, name="growth_pdf"),
    path("coaching/", coaching.talk_list, name="talk_list"),
    path("coaching/ask/", coaching.talk_ask, name="talk_ask"),
    path("coaching/<uuid:ref>/", coaching.talk_show, name="talk_show"),
    path("pairs/", coaching.pair_list, name="pair_list"),
    path("pairs/<uuid:ref>/answer/", coaching.pair_answer, name="pair_answer"),
    path("pairs/<uuid:ref>/time/", coaching.mentor_time, name="mentor_time"),
    path("pairs/time/<uuid:ref>/confirm/", coaching.mentor_time_confirm, name="mentor_time_confirm"),
]
staff = [
    path("coaching/", coaching.talk_board, name="talk_board"),
    path("coaching/new/", coaching.talk_new, name="talk_new"),
    path("coaching/<uuid:ref>/", coaching.talk_page, name="talk_page"),
    path("levels/", levels.rulebook_show, name="rulebook_show"),
    path("levels/change/", levels.rulebook_change, name="rulebook_change"),
    path("levels/down/", levels.step_down_list, name="step_down_list"),
    path("levels/down/<uuid:ref>/", levels.step_down_decide, name="step_down_decide"),
]
