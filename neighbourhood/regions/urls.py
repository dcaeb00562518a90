from django.urls import path

from neighbourhood.regions import views

app_name = "regions"
urlpatterns = [
    path("stadtteile/", views.region_list, name="region-list"),
    path("stadtteile/finden/", views.region_find, name="region-find"),
    path("stadtteile/adressen/", views.address_suggest, name="address-suggest"),
    path("stadtteile/umrisse.json", views.region_outlines, name="region-outlines"),
    path("stadtteile/<slug:slug>/", views.region_detail, name="region-detail"),
    path(
        "stadtteile/<slug:slug>/mein-stadtteil/",
        views.region_make_home,
        name="region-make-home",
    ),
]
