from django.urls import path

from commons.terms import views as terms
from neighbourhood.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("aemter/freie-tage/", views.holiday_list, name="holiday-list"),
    path(
        "aemter/freie-tage/<int:pk>/streichen/",
        views.holiday_withdraw,
        name="holiday-withdraw",
    ),
    path("aemter/freie-tage/jahresende/", terms.page("calendar"), name="eves-change"),
    path("schliesstage/", views.closure_list, name="closure-list"),
    path(
        "schliesstage/<int:pk>/streichen/",
        views.closure_withdraw,
        name="closure-withdraw",
    ),
]
