"""Dates, the joint calendar, and concerns for the Bezirksamt."""

from django.urls import path

from participation.networks.views import calendars, concern_desk, concerns, dates

urlpatterns = [
    path("netzwerke/termine/von/<int:pk>/", dates.date_list, name="date-list"),
    path("netzwerke/termine/von/<int:pk>/neu/", dates.date_create, name="date-create"),
    path(
        "netzwerke/termine/von/<int:pk>/alle.ics",
        calendars.network_calendar,
        name="network-calendar",
    ),
    path("netzwerke/kalender/<int:pk>/", calendars.calendar_show, name="calendar-show"),
    path(
        "netzwerke/kalender/<int:pk>/beenden/",
        calendars.calendar_close,
        name="calendar-close",
    ),
    path(
        "netzwerke/kalender/<str:token>.ics",
        calendars.calendar_feed,
        name="calendar-feed",
    ),
    path("netzwerke/termine/<int:pk>/", dates.date_show, name="date-show"),
    path("netzwerke/termine/<int:pk>/aendern/", dates.date_edit, name="date-edit"),
    path("netzwerke/termine/<int:pk>/absagen/", dates.date_cancel, name="date-cancel"),
    path("netzwerke/termine/<int:pk>/doch/", dates.date_restore, name="date-restore"),
    path(
        "netzwerke/termine/<int:pk>/termin.ics",
        calendars.date_calendar,
        name="date-calendar",
    ),
    path("netzwerke/anliegen/", concern_desk.concern_desk, name="concern-desk"),
    path(
        "netzwerke/anliegen/von/<int:pk>/", concerns.concern_list, name="concern-list"
    ),
    path(
        "netzwerke/anliegen/von/<int:pk>/neu/",
        concerns.concern_create,
        name="concern-create",
    ),
    path("netzwerke/anliegen/<int:pk>/", concerns.concern_show, name="concern-show"),
    path(
        "netzwerke/anliegen/<int:pk>/zurueckziehen/",
        concerns.concern_drop,
        name="concern-drop",
    ),
    path(
        "netzwerke/anliegen/<int:pk>/runde/",
        concern_desk.concern_bring,
        name="concern-bring",
    ),
    path(
        "netzwerke/anliegen/<int:pk>/antwort/",
        concern_desk.concern_answer,
        name="concern-answer",
    ),
]
