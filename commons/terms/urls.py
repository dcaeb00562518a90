from django.urls import path

from commons.terms import views

app_name = "terms"
urlpatterns = [
    path("regeln-des-hauses/", views.terms_list, name="terms-list"),
]
