from django.urls import path

from commons.terms import views as terms
from participation.networks import concern_urls, post_urls
from participation.networks.views import (
    founding,
    inviting,
    listing,
    managing,
    members,
    showing,
)

app_name = "networks"

# The word stands before the number, so that no network's name can hide it.
founding_patterns = [
    path("netzwerke/neu/", founding.network_create, name="network-create"),
    path("netzwerke/aendern/<int:pk>/", founding.network_edit, name="network-edit"),
    path(
        "netzwerke/zurueckziehen/<int:pk>/",
        founding.network_withdraw,
        name="network-withdraw",
    ),
]
member_patterns = [
    path(
        "netzwerke/mitglieder/<int:pk>/",
        members.network_members,
        name="network-members",
    ),
    path("netzwerke/mitmachen/<int:pk>/", members.network_join, name="network-join"),
    path("netzwerke/verlassen/<int:pk>/", members.network_leave, name="network-leave"),
    path(
        "netzwerke/uebernehmen/<int:pk>/",
        members.network_take_over,
        name="network-take-over",
    ),
    path(
        "netzwerke/anfragen/<int:pk>/zuruecknehmen/",
        members.request_withdraw,
        name="request-withdraw",
    ),
]
managing_patterns = [
    path(
        "netzwerke/koordinieren/<int:pk>/",
        managing.network_manage,
        name="network-manage",
    ),
    path(
        "netzwerke/anfragen/<int:pk>/", managing.request_answer, name="request-answer"
    ),
    path(
        "netzwerke/mitgliedschaften/<int:pk>/aufgabe/",
        managing.membership_role,
        name="membership-role",
    ),
    path(
        "netzwerke/mitgliedschaften/<int:pk>/beenden/",
        managing.membership_remove,
        name="membership-remove",
    ),
    path(
        "netzwerke/koordination/<int:pk>/",
        managing.network_appoint,
        name="network-appoint",
    ),
    path(
        "netzwerke/abschliessen/<int:pk>/", managing.network_close, name="network-close"
    ),
    path(
        "netzwerke/wiederaufnehmen/<int:pk>/",
        managing.network_reopen,
        name="network-reopen",
    ),
    path(
        "netzwerke/geht-weiter/<int:pk>/",
        managing.network_go_on,
        name="network-go-on",
    ),
]
inviting_patterns = [
    path(
        "netzwerke/einladung/<str:token>/",
        inviting.invitation_link,
        name="invitation-link",
    ),
    path(
        "netzwerke/einladungen/<int:pk>/",
        inviting.invitation_show,
        name="invitation-show",
    ),
    path(
        "netzwerke/einladungen/<int:pk>/annehmen/",
        inviting.invitation_accept,
        name="invitation-accept",
    ),
    path(
        "netzwerke/einladungen/<int:pk>/ablehnen/",
        inviting.invitation_decline,
        name="invitation-decline",
    ),
    path(
        "netzwerke/einladungen/<int:pk>/zurueckziehen/",
        managing.invitation_withdraw,
        name="invitation-withdraw",
    ),
]
urlpatterns = [
    path("netzwerke/", listing.network_list, name="network-list"),
    path("netzwerke/ueberblick/", listing.network_oversight, name="network-oversight"),
    path("netzwerke/regeln/", terms.page("networks"), name="network-terms"),
    path("konto/netzwerke/", listing.network_mine, name="network-mine"),
    *founding_patterns,
    *member_patterns,
    *managing_patterns,
    *inviting_patterns,
    *concern_urls.urlpatterns,
    *post_urls.urlpatterns,
    path("netzwerke/<int:pk>/<slug:slug>/", showing.network_show, name="network-show"),
]
