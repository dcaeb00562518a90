from django.urls import path

from participation.referrals.views import (
    answering,
    cases,
    desk,
    objecting,
    referring,
    reusing,
)

app_name = "referrals"
# None of them below /ideen/: there every second part may be the slug of a title.
urlpatterns = [
    path(
        "weiterleitungen/neu/<str:number>/",
        referring.referral_create,
        name="referral-create",
    ),
    path(
        "weiterleitungen/neu/<str:number>/senden/",
        referring.referral_send,
        name="referral-send",
    ),
    path(
        "weiterleitungen/neu/<str:number>/dossier/<int:department>/",
        referring.dossier_preview,
        name="dossier-preview",
    ),
    path("antworten/<str:number>/", answering.answer_edit, name="answer-edit"),
    path(
        "antworten/<str:number>/vorschau/",
        answering.answer_preview,
        name="answer-preview",
    ),
    path(
        "antworten/<str:number>/fruehere/<int:answer>/",
        reusing.reuse_create,
        name="reuse-create",
    ),
    path("weiterleitungen/frueher/fristen/", reusing.reuse_terms, name="reuse-terms"),
    path(
        "weiterleitungen/frueher/<int:pk>/", reusing.reuse_review, name="reuse-review"
    ),
    path(
        "weiterleitungen/frueher/<int:pk>/informiert/",
        reusing.reuse_told,
        name="reuse-told",
    ),
    path("weiterleitungen/", desk.referral_list, name="referral-list"),
    path("weiterleitungen/<int:pk>/", desk.referral_detail, name="referral-detail"),
    path(
        "weiterleitungen/<int:pk>/zurueckrufen/",
        desk.referral_recall,
        name="referral-recall",
    ),
    path(
        "weiterleitungen/<int:pk>/noch-einmal/",
        desk.referral_resend,
        name="referral-resend",
    ),
    path(
        "weiterleitungen/<int:pk>/uebergeben/",
        desk.referral_pass_on,
        name="referral-pass-on",
    ),
    path(
        "weiterleitungen/<int:pk>/stellungnahme/",
        desk.statement_record,
        name="statement-record",
    ),
    path(
        "weiterleitungen/rueckfragen/<int:pk>/",
        desk.question_answer,
        name="question-answer",
    ),
    path("amt/", cases.department_inbox, name="department-inbox"),
    path("amt/vorgang/<int:pk>/", cases.case_show, name="case-show"),
    path("amt/vorgang/<int:pk>/dossier/", cases.case_dossier, name="case-dossier"),
    path(
        "amt/vorgang/<int:pk>/eingang/",
        cases.case_acknowledge,
        name="case-acknowledge",
    ),
    path("amt/vorgang/<int:pk>/stellungnahme/", cases.case_state, name="case-state"),
    path("amt/vorgang/<int:pk>/rueckfrage/", cases.case_ask, name="case-ask"),
    path("amt/vorgang/<int:pk>/zurueckgeben/", cases.case_return, name="case-return"),
    path("amt/antwort/<int:pk>/", objecting.reuse_case, name="reuse-case"),
    path("vorgang/antwort/<str:token>/", objecting.reuse_link, name="reuse-link"),
    path("vorgang/<str:token>/", cases.link_show, name="link-show"),
]
