from django.urls import path

from neighbourhood.rounds.views import changing, convening, desk, parties, taking_home

app_name = "rounds"
urlpatterns = [
    path("runden/", desk.round_list, name="round-list"),
    path("runden/neu/", convening.round_create, name="round-create"),
    path("runden/<int:pk>/", desk.round_detail, name="round-detail"),
    path("runden/<int:pk>/nachricht/", desk.round_say, name="round-say"),
    path("runden/<int:pk>/einladen/", desk.party_add, name="party-add"),
    path("runden/<int:pk>/treffen/", desk.meeting_set, name="meeting-set"),
    path("runden/<int:pk>/ergebnis/", desk.round_decide, name="round-decide"),
    path("runden/<int:pk>/absagen/", desk.round_cancel, name="round-cancel"),
    path(
        "runden/<int:pk>/nicht-warten/",
        desk.round_stop_waiting,
        name="round-stop-waiting",
    ),
    path("runden/<int:pk>/termin/", changing.round_move, name="round-move"),
    path("runden/<int:pk>/zuruecknehmen/", changing.round_reopen, name="round-reopen"),
    path("runden/<int:pk>/gesehen/", changing.round_seen, name="round-seen"),
    path(
        "runden/<int:pk>/treffen.ics", taking_home.round_calendar, name="round-calendar"
    ),
    path(
        "runden/<int:pk>/niederschrift/",
        taking_home.round_minutes,
        name="round-minutes",
    ),
    path(
        "runden/<int:pk>/niederschrift.pdf",
        taking_home.round_minutes_pdf,
        name="round-minutes-pdf",
    ),
    path(
        "runden/teilnahme/<int:pk>/nicht-mehr-fragen/",
        changing.party_remove,
        name="party-remove",
    ),
    path("runden/teilnahme/<int:pk>/von-hand/", changing.party_told, name="party-told"),
    path(
        "runden/teilnahme/<int:pk>/stellungnahme/",
        desk.statement_record,
        name="statement-record",
    ),
    path("amt/runde/<int:pk>/", parties.party_show, name="party-show"),
    path("amt/runde/<int:pk>/gelesen/", parties.party_read, name="party-read"),
    path("amt/runde/<int:pk>/stellungnahme/", parties.party_state, name="party-state"),
    path("amt/runde/<int:pk>/absagen/", parties.party_decline, name="party-decline"),
    path("amt/runde/<int:pk>/nachricht/", parties.party_say, name="party-say"),
    path("amt/runde/<int:pk>/datei/<uuid:key>/", parties.party_file, name="party-file"),
    path(
        "amt/runde/<int:pk>/treffen.ics",
        taking_home.party_calendar,
        name="party-calendar",
    ),
    path(
        "amt/runde/<int:pk>/niederschrift/",
        taking_home.party_minutes,
        name="party-minutes",
    ),
    path("runde/<str:token>/", parties.link_show, name="link-show"),
]
