from django.urls import path

from commons.design import views

app_name = "design"
urlpatterns = [
    path("bausteine/", views.showcase, name="showcase"),
    path("bausteine/vorschlaege/", views.samples, name="samples"),
    path("token/", views.token, name="token"),
    path("sprache/", views.language, name="language"),
]
