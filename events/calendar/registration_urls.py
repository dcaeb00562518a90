"""Registering, one's own registration, and the organiser's lists."""

from django.urls import path

from events.calendar.views import (
    afterwards,
    participants,
    registering,
    registrations,
)

HERE = "veranstaltungen/"
DATE = f"{HERE}termin/<int:pk>/"
OWN = f"{HERE}anmeldung/"

registering_patterns = [
    path(
        f"{DATE}anmelden/", registering.occurrence_register, name="occurrence-register"
    ),
    path(
        f"{OWN}code/<uuid:key>/",
        registering.registration_code,
        name="registration-code",
    ),
    path(
        f"{OWN}code/<uuid:key>/neu/",
        registering.registration_resend,
        name="registration-resend",
    ),
]
own_patterns = [
    path(
        "konto/anmeldungen/", registrations.registration_mine, name="registration-mine"
    ),
    path(
        f"{OWN}link/<str:token>/",
        registrations.registration_link,
        name="registration-link",
    ),
    path(f"{OWN}<int:pk>/", registrations.registration_show, name="registration-show"),
    path(
        f"{OWN}<int:pk>/annehmen/",
        registrations.registration_accept,
        name="registration-accept",
    ),
    path(
        f"{OWN}<int:pk>/abmelden/",
        registrations.registration_cancel,
        name="registration-cancel",
    ),
    path(
        f"{OWN}<int:pk>/aendern/",
        registrations.registration_change,
        name="registration-change",
    ),
    path(
        f"{OWN}<int:pk>/termin.ics",
        registrations.registration_calendar,
        name="registration-calendar",
    ),
    path(
        f"{OWN}<int:pk>/karte.png",
        registrations.registration_ticket,
        name="registration-ticket",
    ),
]
organiser_patterns = [
    path(
        f"{DATE}anmeldungen/", participants.registration_list, name="registration-list"
    ),
    path(
        f"{DATE}anmeldungen/drucken/",
        participants.registration_print,
        name="registration-print",
    ),
    path(
        f"{DATE}anmeldungen/liste.csv",
        participants.registration_csv,
        name="registration-csv",
    ),
    path(
        f"{DATE}einlass/<str:ticket>/",
        participants.registration_check_in,
        name="registration-check-in",
    ),
    path(
        f"{OWN}<int:pk>/da/", participants.registration_tick, name="registration-tick"
    ),
    path(
        f"{OWN}<int:pk>/streichen/",
        participants.registration_dismiss,
        name="registration-dismiss",
    ),
    path(
        f"{HERE}<int:pk>/fragen/",
        participants.registration_fields,
        name="registration-fields",
    ),
    path(
        f"{HERE}<int:pk>/anmeldung/oeffnen/",
        participants.registration_open,
        name="registration-open",
    ),
    path(
        f"{HERE}<int:pk>/anmeldung/schliessen/",
        participants.registration_close,
        name="registration-close",
    ),
]
afterwards_patterns = [
    path(f"{DATE}danach/", afterwards.aftermath_edit, name="aftermath-edit"),
    path(f"{DATE}danach/bild/", afterwards.aftermath_picture, name="aftermath-picture"),
    path(
        f"{DATE}danach/bild/entfernen/",
        afterwards.aftermath_take_off,
        name="aftermath-take-off",
    ),
    path(
        f"{DATE}danach/freigeben/",
        afterwards.aftermath_release,
        name="aftermath-release",
    ),
]
urlpatterns = [
    *registering_patterns,
    *own_patterns,
    *organiser_patterns,
    *afterwards_patterns,
]
