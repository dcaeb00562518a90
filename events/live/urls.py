from django.urls import URLPattern, URLResolver, path

from events.live import poll_urls, room_urls
from events.live.views.snapshot import room_snapshot

app_name = "live"

urlpatterns: list[URLPattern | URLResolver] = [
    path("saal/<int:pk>/stand/", room_snapshot, name="room-snapshot"),
    *room_urls.urlpatterns,
    *poll_urls.urlpatterns,
]
