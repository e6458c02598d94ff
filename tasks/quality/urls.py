from django.urls import path

from tasks.quality import api as doors
from tasks.quality import desk_views, views

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
    path("quality/reviews/", desk_views.review_list, name="scorecard_list"),
    path("quality/reviews/<uuid:ref>/", desk_views.review_work, name="scorecard"),
    path("quality/appeals/", desk_views.appeal_list, name="appeal_list"),
    path("quality/appeals/<uuid:ref>/", desk_views.appeal_detail, name="appeal_detail"),
]
