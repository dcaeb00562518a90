from django.urls import path

from commons.accounts import views

app_name = "accounts"

urlpatterns = [
    path("konto/", views.account_overview, name="account-overview"),
    path("konto/daten/", views.own_data_show, name="own-data-show"),
    path("konto/daten/herunterladen/", views.own_data_export, name="own-data-export"),
    path("konto/abwesenheit/", views.absence_own, name="absence-own"),
    path("konto/abwesenheit/<int:pk>/beenden/", views.absence_end, name="absence-end"),
    path("heute/vertretungen/", views.absence_list, name="absence-list"),
    path("konto/beschaeftigtendaten/", views.staff_data, name="staff-data"),
    path("konto/loeschen/", views.account_erase, name="account-erase"),
    path("rollen/", views.role_list, name="role-list"),
    path(
        "rollen/<slug:scope>/<int:pk>/entziehen/",
        views.role_withdraw,
        name="role-withdraw",
    ),
]
