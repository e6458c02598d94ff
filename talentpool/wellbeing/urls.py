from django.urls import path

from talentpool.wellbeing import views

agent = [
    path("wellbeing/", views.wellbeing, name="wellbeing"),
    path("wellbeing/<uuid:ref>/share/", views.note_share, name="wellbeing_share"),
    path("wellbeing/<uuid:ref>/delete/", views.note_delete, name="wellbeing_delete"),
]
staff = [path("wellbeing/", views.wellbeing_shared, name="wellbeing_shared")]
