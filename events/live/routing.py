from channels.routing import URLRouter
from django.urls import URLPattern, path

from events.live.consumers import RoomConsumer, RoomStaffConsumer

urlpatterns: list[URLPattern | URLRouter] = [
    path("ws/saal/<int:pk>/", RoomConsumer.as_asgi()),
    path("ws/saal/<int:pk>/leitung/", RoomStaffConsumer.as_asgi()),
]
