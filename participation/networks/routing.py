from django.urls import path

from participation.networks.consumers import NetworkConsumer

urlpatterns = [path("ws/netzwerke/<int:pk>/", NetworkConsumer.as_asgi())]
