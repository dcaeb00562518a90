from django.urls import path

from commons.notifications.consumers import BellConsumer

urlpatterns = [path("ws/", BellConsumer.as_asgi())]
