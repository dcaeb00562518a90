"""Addresses of rooms and of what is asked there."""

from django.urls import path

from events.live.views import asking, joining, managing, moderating, showing

urlpatterns = [
    path("saal/", joining.room_enter, name="room-enter"),
    path("saal/mit/<str:code>/", joining.room_code, name="room-code"),
    path("saal/neu/<int:pk>/", managing.room_create, name="room-create"),
    path("saal/<int:pk>/", showing.room_show, name="room-show"),
    path("saal/<int:pk>/leinwand/", showing.room_screen, name="room-screen"),
    path("saal/<int:pk>/qr.png", showing.room_qr, name="room-qr"),
    path("saal/<int:pk>/meins/", showing.room_own, name="room-own"),
    path("saal/<int:pk>/beitreten/", joining.room_join, name="room-join"),
    path("saal/<int:pk>/fragen/", asking.question_create, name="question-create"),
    path("saal/<int:pk>/helfen/", asking.room_help, name="room-help"),
    path(
        "saal/<int:pk>/unterstuetzen/", asking.question_support, name="question-support"
    ),
    path("saal/<int:pk>/moderation/", moderating.room_moderate, name="room-moderate"),
    path("saal/<int:pk>/oeffnen/", managing.room_open, name="room-open"),
    path("saal/<int:pk>/beenden/", managing.room_close, name="room-close"),
    path("saal/<int:pk>/regeln/", managing.room_edit, name="room-edit"),
    path("saal/<int:pk>/zaehlen/", managing.room_count, name="room-count"),
    path("saal/<int:pk>/tagesordnung/", managing.agenda_edit, name="agenda-edit"),
    path("saal/punkte/<int:pk>/", managing.agenda_go, name="agenda-go"),
    path("saal/fragen/<int:pk>/stand/", moderating.question_put, name="question-put"),
    path(
        "saal/fragen/<int:pk>/verbergen/",
        moderating.question_hide,
        name="question-hide",
    ),
    path(
        "saal/fragen/<int:pk>/zusammenfuehren/",
        moderating.question_merge,
        name="question-merge",
    ),
]
