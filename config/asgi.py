"""Sockets: what granian (or uvicorn) serves under ASGI; pages work here too."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from channels.sessions import CookieMiddleware
from django.conf import settings
from django.core.asgi import get_asgi_application

from config.launcher import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
die_with_parent()
pages = get_asgi_application()

from config import socket_urls  # noqa: E402 -- consumers need the apps loaded

# Who it is, `commons.sockets` looks up itself, and again and again.
sockets = CookieMiddleware(URLRouter(socket_urls.urlpatterns))
application = ProtocolTypeRouter(
    {
        "http": pages,
        "websocket": OriginValidator(
            sockets, [settings.BASE_URL, *settings.CSRF_TRUSTED_ORIGINS]
        ),
    }
)
