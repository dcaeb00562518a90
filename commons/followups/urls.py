from django.urls import path

from commons.followups import views

app_name = "followups"
urlpatterns = [
    path("heute/", views.today, name="today"),
    path("wiedervorlagen/neu/", views.followup_create, name="followup-create"),
    path(
        "wiedervorlagen/<int:pk>/verschieben/",
        views.followup_move,
        name="followup-move",
    ),
    path(
        "wiedervorlagen/<int:pk>/erledigt/",
        views.followup_complete,
        name="followup-complete",
    ),
]
