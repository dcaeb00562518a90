from django.urls import path

from participation.discussion.consumers import TalkConsumer

urlpatterns = [path("ws/diskussion/<slug:kind>/<int:pk>/", TalkConsumer.as_asgi())]
