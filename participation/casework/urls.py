from django.urls import path

from participation.casework.views import board, cases, notes

app_name = "casework"
urlpatterns = [
    path("vorgaenge/", board.board, name="board"),
    path("vorgaenge/tabelle.csv", board.board_csv, name="board-csv"),
    path("vorgaenge/<str:number>/", cases.case_show, name="case-show"),
    path("vorgaenge/<str:number>/notiz/", notes.note_create, name="note-create"),
    path("vorgaenge/<str:number>/notiz/<int:pk>/", notes.note_edit, name="note-edit"),
    path(
        "vorgaenge/<str:number>/notiz/<int:pk>/zurueckziehen/",
        notes.note_withdraw,
        name="note-withdraw",
    ),
]
