"""The pages that no app can name in its own space: the front door."""

from django.urls import path

from neighbourhood.pages import views

urlpatterns = [path("", views.home, name="home")]
