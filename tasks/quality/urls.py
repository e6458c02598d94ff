from django.urls import path

from tasks.quality import api as doors
from tasks.quality import desk_views, rule_views, views

api = [
    path("conversations/", doors.ConversationDoor.as_view(), name="conversation_list"),
]
agent = [
    path("quality/", views.agent_quality, name="quality"),
    path("quality/<uuid:ref>/", views.agent_inspection, name="inspection_detail"),
    path("quality/<uuid:ref>/appeal/", views.appeal_open, name="appeal_open"),
]
client = [
    path("quality/", views.client_quality, name="quality"),
    path("quality/<uuid:ref>/", views.client_conversation, name="conversation_detail"),
]
staff = [
    path("quality/desk/", desk_views.quality, name="quality"),
    path("quality/alerts/", desk_views.alert_list, name="alert_list"),
    path("quality/alerts/<uuid:ref>/", desk_views.alert_detail, name="alert_detail"),
    path("quality/alerts/<uuid:ref>/take/", desk_views.alert_take, name="alert_take"),
    path("quality/alerts/<uuid:ref>/close/", desk_views.alert_close, name="alert_close"),
    path("quality/conversations/<uuid:ref>/", desk_views.conversation_detail, name="conversation_detail"),
    path("quality/conversations/<uuid:ref>/confirm/", desk_views.red_line_confirm, name="red_line_confirm"),
    path("quality/conversations/<uuid:ref>/dismiss/", desk_views.hit_dismiss, name="hit_dismiss"),
    path("quality/conversation/<uuid:ref>/", desk_views.conversation_by_ref, name="conversation_by_ref"),
    path("quality/reviews/", desk_views.review_list, name="scorecard_list"),
    path("quality/reviews/<uuid:ref>/", desk_views.review_work, name="scorecard"),
    path("quality/rule-sets/", rule_views.rule_set_list, name="rule_set_list"),
    path("quality/rule-sets/new/", rule_views.rule_set_new, name="rule_set_new"),
    path("quality/rule-sets/<uuid:ref>/", rule_views.rule_set, name="rule_set"),
    path("quality/rule-sets/<uuid:ref>/publish/", rule_views.rule_set_publish, name="rule_set_publish"),
    path("quality/rule-sets/<uuid:ref>/discard/", rule_views.rule_set_discard, name="rule_set_discard"),
    path("quality/rule-sets/<uuid:ref>/copy/", rule_views.rule_set_copy, name="rule_set_copy"),
    path("quality/rule-sets/<uuid:ref>/frame/", rule_views.frame_edit, name="frame_edit"),
    path("quality/rule-sets/<uuid:ref>/try-out/", rule_views.try_out_ask, name="try_out_ask"),
    path("quality/rule-sets/<uuid:ref>/<slug:part>/new/", rule_views.piece_edit, name="piece_add"),
    path("quality/rule-sets/<uuid:ref>/<slug:part>/<slug:code>/", rule_views.piece_edit, name="piece_edit"),
    path("quality/rule-sets/<uuid:ref>/<slug:part>/<slug:code>/move/", rule_views.piece_move, name="piece_move"),
    path("quality/try-outs/<uuid:ref>/", rule_views.try_out, name="try_out"),
    path("quality/try-outs/<uuid:ref>/hits/<int:place>/", rule_views.try_out_judge, name="try_out_judge"),
    path("quality/appeals/", desk_views.appeal_list, name="appeal_list"),
    path("quality/appeals/<uuid:ref>/", desk_views.appeal_detail, name="appeal_detail"),
]
