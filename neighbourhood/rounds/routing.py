from django.urls import path

from neighbourhood.rounds.consumers import RoundConsumer

urlpatterns = [path("ws/runde/<int:pk>/", RoundConsumer.as_asgi())]
