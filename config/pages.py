"""The pages that no app can name in its own space: the front door, and the demo's."""

from django.urls import path

from config.demo import views as demo
from neighbourhood.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("demo/", demo.demo_accounts, name="demo-accounts"),
]
