from django.urls import path

from commons.search import views

app_name = "search"
urlpatterns = [
    path("suche/", views.search_show, name="search-show"),
    path("suche/woerter/", views.synonym_list, name="synonym-list"),
    path("suche/woerter/neu/", views.synonym_create, name="synonym-create"),
    path("suche/woerter/<int:pk>/", views.synonym_edit, name="synonym-edit"),
    path("suche/woerter/tabelle.csv", views.synonym_export, name="synonym-export"),
    path("suche/woerter/tabelle/", views.synonym_import, name="synonym-import"),
]
