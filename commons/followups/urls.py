from django.urls import path

from commons.followups import views

app_name = "followups"
urlpatterns = [
    path("heute/", views.today, name="today"),
    path("heute/neues/", views.today_news, name="today-news"),
    path("heute/auswahl/", views.today_choose, name="today-choose"),
    path("wiedervorlagen/neu/", views.followup_create, name="followup-create"),
    path(
        "wiedervorlagen/<int:pk>/verschieben/",
        views.followup_move,
        name="followup-move",
    ),
    path(
        "wiedervorlagen/<int:pk>/zurueckschieben/",
        views.followup_move_back,
        name="followup-move-back",
    ),
    path(
        "wiedervorlagen/<int:pk>/erledigt/",
        views.followup_complete,
        name="followup-complete",
    ),
    path(
        "wiedervorlagen/<int:pk>/wieder-oeffnen/",
        views.followup_reopen,
        name="followup-reopen",
    ),
]
