"""Where sockets may connect to; the last route takes what no other one does."""

from django.urls import re_path

from config.consumers import NowhereConsumer

urlpatterns = [re_path("", NowhereConsumer.as_asgi())]
