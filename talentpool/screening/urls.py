"""The doors of screening."""

from django.urls import path

from talentpool.screening.views import board, confirming, gates, lists, model, papers, rating, typing
from talentpool.screening.views import public as applying
from talentpool.screening.views import staff as deciding

public = [
    path("invited/<str:token>/", lists.invitation, name="invitation"),
    path("apply/", applying.apply_list, name="apply_list"),
    path("apply/<slug:slug>/", applying.campaign_page, name="campaign_page"),
    path("apply/<slug:slug>/model/", model.model_public, name="model_public"),
    path("apply/<slug:slug>/start/", applying.application_start, name="application_start"),
    path("applications/<uuid:ref>/", applying.application_show, name="application_show"),
    path("applications/<uuid:ref>/form/<slug:step>/", applying.application_step, name="application_step"),
    path("applications/<uuid:ref>/submit/", applying.application_submit, name="application_submit"),
    path("applications/<uuid:ref>/withdraw/", applying.application_withdraw, name="application_withdraw"),
    path("applications/<uuid:ref>/kit/", gates.gate_kit, name="gate_kit"),
    path("applications/<uuid:ref>/kit/help/", gates.kit_help_ask, name="kit_help_ask"),
    path("applications/<uuid:ref>/voice/", gates.gate_voice, name="gate_voice"),
    path("applications/<uuid:ref>/voice/done/", gates.gate_voice_hand_in, name="gate_voice_hand_in"),
    path("applications/<uuid:ref>/voice/say/<slug:prompt>/", gates.gate_voice_keep, name="gate_voice_keep"),
    path("applications/<uuid:ref>/typing/", typing.gate_typing, name="gate_typing"),
    path("applications/<uuid:ref>/test/<slug:kind>/", gates.gate_test, name="gate_test"),
    path("applications/<uuid:ref>/interview/", gates.interview_book, name="interview_book"),
    path("recordings/<uuid:ref>.wav", gates.recording_play, name="recording_play"),
    path("interviews/<uuid:ref>.ics", gates.interview_calendar, name="interview_calendar"),
]
agent = [
    path("formalities/", papers.formality_list, name="formality_list"),
    path("consent/", lists.listed_consent, name="listed_consent"),
    path("formalities/pictures/<uuid:ref>.jpg", papers.document_page, name="document_page"),
    path("formalities/<slug:kind>/", papers.formality_hand_in, name="formality_hand_in"),
]
staff = [
    path("screening/", board.screening_board, name="screening_board"),
    path("screening/bulk/", board.applications_bulk, name="applications_bulk"),
    path("screening/validity/", model.validity_report, name="validity"),
    path("screening/items/<slug:kind>/", model.item_list, name="item_list"),
    path("screening/models/<slug:slug>/", model.model_show, name="model_show"),
    path("screening/models/<slug:slug>/<slug:kind>/", model.gate_settings, name="gate_settings"),
    path("screening/filters/", board.filter_save, name="filter_save"),
    path("screening/filters/<uuid:ref>/drop/", board.filter_drop, name="filter_drop"),
    path("screening/doubles/", board.double_list, name="double_list"),
    path("screening/doubles/<uuid:ref>/", board.double_settle, name="double_settle"),
    path("screening/applications/<uuid:ref>/", deciding.application_page, name="application_page"),
    path("screening/applications/<uuid:ref>/decide/", deciding.application_decide, name="application_decide"),
    path("screening/rating/", rating.rating_list, name="rating_list"),
    path("screening/rating/<uuid:ref>/", rating.rating_card, name="rating_card"),
    path("screening/recordings/<uuid:ref>.wav", rating.rating_sound, name="rating_sound"),
    path("screening/interviews/", rating.interview_slots, name="interview_slots"),
    path("screening/kits/", rating.kit_help_list, name="kit_help_list"),
    path("screening/kits/<uuid:ref>/", rating.kit_help_decide, name="kit_help_decide"),
    path("screening/papers/", confirming.formality_queue, name="formality_queue"),
    path("screening/papers/pictures/<uuid:ref>.jpg", papers.document_page_shown, name="document_page"),
    path("screening/papers/<uuid:ref>/", confirming.formality_decide, name="formality_decide"),
    path("screening/lists/", lists.list_list, name="list_list"),
    path("screening/lists/new/", lists.list_new, name="list_new"),
    path("screening/lists/example.csv", lists.list_example, name="list_example"),
    path("screening/lists/<uuid:ref>/", lists.list_show, name="list_show"),
    path("screening/lists/<uuid:ref>/progress/", lists.list_progress, name="list_progress"),
    path("screening/lists/<uuid:ref>/errors.csv", lists.list_errors_csv, name="list_errors_csv"),
    path("screening/lists/<uuid:ref>/links.csv", lists.list_links_csv, name="list_links_csv"),
    path("screening/lists/<uuid:ref>/invite/", lists.list_invite, name="list_invite"),
    path("screening/lists/<uuid:ref>/confirm/", lists.list_confirm, name="list_confirm"),
    path("screening/lists/<uuid:ref>/undo/", lists.list_undo, name="list_undo"),
]
