from channels.routing import URLRouter
from django.urls import URLPattern

urlpatterns: list[URLPattern | URLRouter] = []
