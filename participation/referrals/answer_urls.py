"""Where answers are written and published, and promises are looked after."""

from django.urls import path

from commons.terms import views as terms
from participation.referrals.views import (
    answer_sets,
    answering,
    deferring,
    feedback,
    inquiries,
    promises,
    reusing,
)

# None of them where a number could stand: these come first.
PATTERNS = [
    path("antworten/pakete/", answer_sets.answer_set_list, name="answer-set-list"),
    path(
        "antworten/pakete/<int:pk>/",
        answer_sets.answer_set_detail,
        name="answer-set-detail",
    ),
    path(
        "antworten/pakete/<int:pk>/sammeln/",
        answer_sets.answer_set_collect,
        name="answer-set-collect",
    ),
    path(
        "antworten/pakete/<int:pk>/<int:item>/heraus/",
        answer_sets.answer_set_take_out,
        name="answer-set-take-out",
    ),
    path(
        "antworten/pakete/<int:pk>/aufloesen/",
        answer_sets.answer_set_dissolve,
        name="answer-set-dissolve",
    ),
    path(
        "antworten/pakete/<int:pk>/anhalten/",
        answer_sets.answer_set_stop,
        name="answer-set-stop",
    ),
    path(
        "antworten/zusammen/<int:pk>/",
        answer_sets.answer_set_show,
        name="answer-set-show",
    ),
    path("weiterleitungen/zusagen/", promises.promise_list, name="promise-list"),
    path(
        "weiterleitungen/zusagen/tabelle/",
        promises.promise_list_csv,
        name="promise-list-csv",
    ),
    path(
        "weiterleitungen/zusagen/regeln/",
        terms.page("promise"),
        name="promise-terms",
    ),
    path(
        "weiterleitungen/zusagen/<str:number>/",
        promises.promise_show,
        name="promise-show",
    ),
    path(
        "weiterleitungen/zusagen/<str:number>/fragen/",
        promises.promise_ask,
        name="promise-ask",
    ),
    path(
        "weiterleitungen/wiedervorlage/<str:number>/",
        deferring.deferral_show,
        name="deferral-show",
    ),
    path(
        "weiterleitungen/wiedervorlage/<str:number>/aufnehmen/",
        deferring.deferral_take_up,
        name="deferral-take-up",
    ),
    path("amt/zusage/<int:pk>/", inquiries.inquiry_case, name="inquiry-case"),
    path("vorgang/zusage/<str:token>/", inquiries.inquiry_link, name="inquiry-link"),
    path(
        "antworten/<str:number>/geholfen/",
        feedback.feedback_create,
        name="feedback-create",
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
]
