from django.urls import path

from commons.files import views

app_name = "files"
urlpatterns = [
    path("dateien/<uuid:key>/", views.file_show, name="file-show"),
    path("dateien/<uuid:key>/<slug:size>/", views.file_show, name="file-rendition"),
]
