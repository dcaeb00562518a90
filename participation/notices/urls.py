from django.urls import path

from commons.terms import views as terms
from participation.notices.views import notices

app_name = "notices"
urlpatterns = [
    path("zwischennachrichten/", notices.notice_list, name="notice-list"),
    path(
        "zwischennachrichten/freigeben/",
        notices.notice_release_all,
        name="notice-release-all",
    ),
    path("zwischennachrichten/regeln/", terms.page("notices"), name="notice-terms"),
    path("zwischennachrichten/<int:pk>/", notices.notice_show, name="notice-show"),
    path(
        "zwischennachrichten/<int:pk>/erledigen/",
        notices.notice_drop,
        name="notice-drop",
    ),
    path(
        "zwischennachrichten/<int:pk>/zuruecknehmen/",
        notices.notice_take_back,
        name="notice-take-back",
    ),
]
