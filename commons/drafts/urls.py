from django.urls import path

from commons.drafts import views

app_name = "drafts"
urlpatterns = [
    path("entwuerfe/", views.draft_list, name="draft-list"),
    path("entwuerfe/alle-loeschen/", views.draft_delete_all, name="draft-delete-all"),
    path("entwuerfe/<slug:form>/absenden/", views.draft_send, name="draft-send"),
    path("entwuerfe/<slug:form>/sichern/", views.draft_save, name="draft-save"),
    path("entwuerfe/<uuid:key>/loeschen/", views.draft_delete, name="draft-delete"),
]
