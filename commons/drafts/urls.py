from django.urls import path

from commons.drafts import views

app_name = "drafts"
urlpatterns = [
    path("entwuerfe/", views.draft_list, name="draft-list"),
    path("entwuerfe/<slug:form>/sichern/", views.draft_save, name="draft-save"),
    path("entwuerfe/<uuid:key>/loeschen/", views.draft_delete, name="draft-delete"),
]
