from django.urls import path

from commons import guard

app_name = "guard"
urlpatterns = [path("pruefung/aufgabe/", guard.challenge, name="challenge")]
