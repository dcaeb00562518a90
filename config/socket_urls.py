"""Where sockets may connect to; the last route takes what no other one does."""

from channels.routing import URLRouter
from django.urls import path, re_path

from commons.followups import routing as followups
from commons.notifications import routing as notifications
from config.consumers import NowhereConsumer
from events.live import routing as live
from neighbourhood.rounds import routing as rounds
from participation.discussion import routing as discussion
from participation.moderation import routing as moderation
from participation.networks import routing as networks

urlpatterns = [
    path(
        "",
        URLRouter(
            [
                *notifications.urlpatterns,
                *followups.urlpatterns,
                *rounds.urlpatterns,
                *moderation.urlpatterns,
                *discussion.urlpatterns,
                *networks.urlpatterns,
                *live.urlpatterns,
            ]
        ),
    ),
    re_path("", NowhereConsumer.as_asgi()),
]
