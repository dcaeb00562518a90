from django.urls import path

from commons.design import views

app_name = "design"
urlpatterns = [
    path("sprache/", views.language, name="language"),
]
