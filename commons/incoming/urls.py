from django.urls import path

from commons.incoming import views
from commons.terms import views as terms

app_name = "incoming"
urlpatterns = [
    path("post/nicht-zugeordnet/", views.mail_list, name="mail-list"),
    path("post/regeln/", terms.page("mail"), name="mail-terms"),
    path("post/nicht-zugeordnet/<int:pk>/", views.mail_show, name="mail-show"),
    path(
        "post/nicht-zugeordnet/<int:pk>/zuordnen/",
        views.mail_assign,
        name="mail-assign",
    ),
    path(
        "post/nicht-zugeordnet/<int:pk>/verwerfen/",
        views.mail_discard,
        name="mail-discard",
    ),
    path(
        "post/nicht-zugeordnet/<int:pk>/zurueckholen/",
        views.mail_take_back,
        name="mail-take-back",
    ),
]
