from django.urls import path

from commons.followups.consumers import TodayConsumer

urlpatterns = [path("ws/heute/", TodayConsumer.as_asgi())]
