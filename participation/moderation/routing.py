from django.urls import path

from participation.moderation.consumers import DeskConsumer

urlpatterns = [path("ws/moderation/", DeskConsumer.as_asgi())]
