from django.urls import path

from commons.terms import views as terms
from participation.actors.views import (
    booklet,
    confirming,
    directory,
    hinting,
    inviting,
    people,
    showing,
    verifying,
    writing,
)

app_name = "actors"

# Words stand before the number, so that no name's slug can hide them.
writing_patterns = [
    path("akteure/neu/", writing.actor_create, name="actor-create"),
    path("akteure/aendern/<int:pk>/", writing.actor_edit, name="actor-edit"),
    path(
        "akteure/zurueckziehen/<int:pk>/", writing.actor_withdraw, name="actor-withdraw"
    ),
    path("akteure/fassungen/<int:pk>/", writing.actor_versions, name="actor-versions"),
    path("akteure/bestaetigung/<int:pk>/", verifying.actor_verify, name="actor-verify"),
    path("akteure/profilregeln/", terms.page("conduct"), name="conduct-terms"),
    path("konto/akteure/", writing.actor_mine, name="actor-mine"),
]

people_patterns = [
    path("akteure/menschen/<int:pk>/", people.people_list, name="people-list"),
    path("akteure/aufgabe/<int:pk>/", people.level_change, name="level-change"),
    path("akteure/gehen/<int:pk>/", people.member_let_go, name="member-let-go"),
    path(
        "akteure/einladungen/<int:pk>/zuruecknehmen/",
        people.invitation_withdraw,
        name="invitation-withdraw",
    ),
    path(
        "akteure/einladungen/<int:pk>/",
        inviting.invitation_show,
        name="invitation-show",
    ),
    path(
        "akteure/einladungen/<int:pk>/annehmen/",
        inviting.invitation_accept,
        name="invitation-accept",
    ),
    path(
        "akteure/einladungen/<int:pk>/ablehnen/",
        inviting.invitation_decline,
        name="invitation-decline",
    ),
    path(
        "akteure/einladung/<str:token>/",
        inviting.invitation_open,
        name="invitation-open",
    ),
]

directory_patterns = [
    path("akteure/", directory.actor_list, name="actor-list"),
    path("akteure/tabelle/", directory.actor_table, name="actor-table"),
    path("akteure/karte/", directory.actor_map, name="actor-map"),
    path("akteure/karte/ausschnitt/", directory.actor_map_part, name="actor-map-part"),
    path("akteure/karte/orte.json", directory.actor_spots, name="actor-spots"),
    path("akteure/akteure.csv", directory.actor_csv, name="actor-csv"),
    path("akteure/heft/<slug:slug>.pdf", booklet.booklet_pdf, name="booklet-pdf"),
]

tending_patterns = [
    path("akteure/fehlt/", hinting.hint_create, name="hint-create"),
    path("akteure/fehlt/danke/", hinting.hint_done, name="hint-done"),
    path("akteure/hinweise/", hinting.hint_list, name="hint-list"),
    path("akteure/hinweise/<int:pk>/", hinting.hint_show, name="hint-show"),
    path(
        "akteure/stimmt-noch/<str:token>/",
        confirming.actor_still_true,
        name="actor-still-true",
    ),
    path(
        "akteure/bestaetigen/<int:pk>/", confirming.actor_confirm, name="actor-confirm"
    ),
    path(
        "akteure/archivieren/<int:pk>/", confirming.actor_archive, name="actor-archive"
    ),
    path("akteure/archiv/", confirming.archive_list, name="archive-list"),
    path("akteure/regeln/", terms.page("directory"), name="directory-terms"),
]

urlpatterns = [
    *writing_patterns,
    *people_patterns,
    *directory_patterns,
    *tending_patterns,
    path("akteure/<int:pk>/", showing.actor_show, name="actor-short"),
    path("akteure/<int:pk>/<slug:slug>/", showing.actor_show, name="actor-show"),
]
