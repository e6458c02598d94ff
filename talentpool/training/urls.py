"""The doors of training."""

from django.urls import path

from talentpool.training.views import backbone, classes, exams, learning
from talentpool.training.views import staff as teaching

public = [path("certificates/<uuid:ref>/", learning.certificate_verify, name="certificate_verify")]
agent = [
    path("courses/", learning.course_list, name="course_list"),
    path("courses/<slug:slug>/", learning.course_show, name="course_show"),
    path("courses/<slug:slug>/enrol/", learning.course_enrol, name="course_enrol"),
    path("courses/<slug:slug>/exam/<slug:part>/", exams.exam_start, name="exam_start"),
    path("exams/<uuid:ref>/", exams.exam_sit, name="exam_sit"),
    path("lessons/<uuid:ref>/", learning.lesson_read, name="lesson_read"),
    path("lessons/<uuid:ref>/time/", learning.lesson_time, name="lesson_time"),
    path("lessons/<uuid:ref>/finish/", learning.lesson_finish, name="lesson_finish"),
    path("classes/", classes.class_list, name="class_list"),
    path("classes/<uuid:ref>/", classes.class_place, name="class_place"),
    path("simulations/<uuid:ref>/", classes.simulation_run, name="simulation_run"),
    path("certificates/", learning.certificate_list, name="certificate_list"),
    path("certificates/<uuid:ref>/", learning.certificate_show, name="certificate_show"),
    path("certificates/<uuid:ref>/refresh/", exams.refresher_start, name="refresher_start"),
]
staff = [
    path("training/", teaching.training_board, name="training_board"),
    path("training/enrolments/<uuid:ref>/", teaching.enrolment_page, name="enrolment_page"),
    path("training/enrolments/<uuid:ref>/decide/", teaching.enrolment_decide, name="enrolment_decide"),
    path("training/enrolments/<uuid:ref>/oral/", teaching.oral_sheet, name="oral_sheet"),
    path("training/courses/<slug:slug>/publish/", teaching.course_publish, name="course_publish"),
    path("training/courses/<slug:slug>/change/", teaching.course_change, name="course_change"),
    path("training/certificates/<uuid:ref>/revoke/", teaching.certificate_revoke, name="certificate_revoke"),
    path("training/probation/<uuid:ref>/", teaching.probation_decide, name="probation_decide"),
    path("training/classes/", classes.class_board, name="class_board"),
    path("training/classes/<uuid:ref>/cancel/", classes.class_cancel, name="class_cancel"),
    path("training/sessions/<uuid:ref>/", classes.session_attendance, name="session_attendance"),
    path("training/courses/<slug:slug>/funnel/", classes.course_funnel, name="course_funnel"),
    path("training/backbone/", backbone.backbone_list, name="backbone_list"),
    path("training/backbone/<uuid:ref>/", backbone.backbone_decide, name="backbone_decide"),
    path("training/ramp/", classes.ramp_show, name="ramp_show"),
]
