from django.urls import path

from participation.casework.views import amt_files, board, cases, files, notes

app_name = "casework"
urlpatterns = [
    path("vorgaenge/", board.board, name="board"),
    path("vorgaenge/tabelle.csv", board.board_csv, name="board-csv"),
    path("vorgaenge/akten/<int:pk>/", files.file_show, name="file-show"),
    path("vorgaenge/akten/<int:pk>/holen/", files.file_fetch, name="file-fetch"),
    path("vorgaenge/<str:number>/", cases.case_show, name="case-show"),
    path("vorgaenge/<str:number>/akte/", files.file_create, name="file-create"),
    path("vorgaenge/<str:number>/notiz/", notes.note_create, name="note-create"),
    path("vorgaenge/<str:number>/notiz/<int:pk>/", notes.note_edit, name="note-edit"),
    path(
        "vorgaenge/<str:number>/notiz/<int:pk>/zurueckziehen/",
        notes.note_withdraw,
        name="note-withdraw",
    ),
    path(
        "amt/vorgang/<int:pk>/akte/", amt_files.amt_file_create, name="amt-file-create"
    ),
    path(
        "amt/vorgang/<int:pk>/akte/<int:file>/",
        amt_files.amt_file_show,
        name="amt-file-show",
    ),
    path(
        "amt/vorgang/<int:pk>/akte/<int:file>/holen/",
        amt_files.amt_file_fetch,
        name="amt-file-fetch",
    ),
]
