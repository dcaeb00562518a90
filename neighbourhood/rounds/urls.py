from django.urls import path

from neighbourhood.rounds.views import convening, desk, parties

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
    path("runde/<str:token>/", parties.link_show, name="link-show"),
]
