from django.urls import path

from tasks.quality import api as doors

api = [
    path("conversations/", doors.ConversationDoor.as_view(), name="conversation_list"),
]
