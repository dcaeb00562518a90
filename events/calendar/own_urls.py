"""Addresses of those who look after events."""

from django.urls import path

from events.calendar.views import announcing, dates, enclosing

HERE = "veranstaltungen/"

# Words stand before the number, so that no title's slug can hide them.
urlpatterns = [
    path(f"{HERE}neu/", announcing.event_create, name="event-create"),
    path(f"{HERE}meine/", announcing.event_mine, name="event-mine"),
    path(
        f"{HERE}termin/<int:pk>/verlegen/",
        dates.occurrence_move,
        name="occurrence-move",
    ),
    path(
        f"{HERE}termin/<int:pk>/absagen/",
        dates.occurrence_cancel,
        name="occurrence-cancel",
    ),
    path(
        f"{HERE}termin/<int:pk>/absage-zuruecknehmen/",
        dates.occurrence_reinstate,
        name="occurrence-reinstate",
    ),
    path(f"{HERE}bearbeiten/<int:pk>/", announcing.event_edit, name="event-edit"),
    path(f"{HERE}termine/<int:pk>/", dates.event_dates, name="event-dates"),
    path(f"{HERE}termine/<int:pk>/neu/", dates.occurrence_add, name="occurrence-add"),
    path(f"{HERE}absagen/<int:pk>/", dates.event_cancel, name="event-cancel"),
    path(
        f"{HERE}absagen/<int:pk>/zuruecknehmen/",
        dates.event_reinstate,
        name="event-reinstate",
    ),
    path(f"{HERE}zurueckziehen/<int:pk>/", dates.event_withdraw, name="event-withdraw"),
    path(f"{HERE}dateien/<int:pk>/", enclosing.event_files, name="event-files"),
    path(
        f"{HERE}dateien/<int:pk>/bild/",
        enclosing.event_photo_add,
        name="event-photo-add",
    ),
    path(
        f"{HERE}dateien/<int:pk>/papiere/",
        enclosing.event_papers_add,
        name="event-papers-add",
    ),
    path(
        f"{HERE}dateien/<int:pk>/entfernen/",
        enclosing.event_files_remove,
        name="event-files-remove",
    ),
]
