"""Addresses of polls, of the protocol, and of questions that become ideas."""

from django.urls import path

from events.live.views import polls, protocols, turning, voting

urlpatterns = [
    path("saal/<int:pk>/umfragen/", polls.poll_list, name="poll-list"),
    path("saal/<int:pk>/umfragen/neu/", polls.poll_create, name="poll-create"),
    path("saal/umfragen/<int:pk>/stimme/", voting.poll_vote, name="poll-vote"),
    path("saal/umfragen/<int:pk>/bearbeiten/", polls.poll_edit, name="poll-edit"),
    path("saal/umfragen/<int:pk>/verwerfen/", polls.poll_drop, name="poll-drop"),
    path(
        "saal/umfragen/<int:pk>/schritt/<str:step>/", polls.poll_step, name="poll-step"
    ),
    path("saal/<int:pk>/protokoll/", protocols.protocol_show, name="protocol-show"),
    path(
        "saal/<int:pk>/protokoll/schreiben/",
        protocols.protocol_edit,
        name="protocol-edit",
    ),
    path(
        "saal/<int:pk>/protokoll/veroeffentlichen/",
        protocols.protocol_publish,
        name="protocol-publish",
    ),
    path("saal/<int:pk>/protokoll.pdf", protocols.protocol_pdf, name="protocol-pdf"),
    path("saal/<int:pk>/protokoll.csv", protocols.protocol_csv, name="protocol-csv"),
    path("saal/fragen/<int:pk>/idee/", turning.question_turn, name="question-turn"),
    path(
        "saal/fragen/<int:pk>/idee/erbitten/",
        turning.question_turn_ask,
        name="question-turn-ask",
    ),
]
