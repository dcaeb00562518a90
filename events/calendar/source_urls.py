"""The addresses of partners' calendars, below `/veranstaltungen/kalender/`."""

from django.urls import URLPattern, URLResolver, path

from events.calendar.views import sources as views

HERE = "veranstaltungen/kalender/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(HERE, views.source_list, name="source-list"),
    path(f"{HERE}<int:pk>/", views.source_show, name="source-show"),
    path(f"{HERE}<int:pk>/anhalten/", views.source_pause, name="source-pause"),
    path(f"{HERE}<int:pk>/fortsetzen/", views.source_resume, name="source-resume"),
    path(f"{HERE}<int:pk>/lesen/", views.source_read, name="source-read"),
    path(f"{HERE}<int:pk>/trennen/", views.source_disconnect, name="source-disconnect"),
]
