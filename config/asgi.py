"""Sockets: what granian (or uvicorn) serves under ASGI."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

from config.launcher import die_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
die_with_parent()

application = ProtocolTypeRouter({"http": get_asgi_application()})
