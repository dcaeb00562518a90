from django.urls import path

from neighbourhood.departments.views import (
    cards,
    departments,
    endings,
    members,
    signposts,
    texts,
    topics,
)

app_name = "departments"
card_patterns = [
    path("was-geht/", cards.card_list, name="card-list"),
    path("was-geht/pruefen/", cards.card_check, name="card-check"),
    path("was-geht/neu/", cards.card_create, name="card-create"),
    path("was-geht/<slug:key>/", cards.card_detail, name="card-detail"),
    path("was-geht/<slug:key>/aendern/", cards.card_edit, name="card-edit"),
    path("was-geht/<slug:key>/stimmt/", cards.card_confirm, name="card-confirm"),
]
signpost_patterns = [
    path("wegweiser/", signposts.signpost_list, name="signpost-list"),
    path("wegweiser/neu/", signposts.signpost_create, name="signpost-create"),
    path("wegweiser/<int:pk>/", signposts.signpost_edit, name="signpost-edit"),
]
topic_patterns = [
    path("aemter/themen/", topics.topic_list, name="topic-list"),
    path("aemter/themen/neu/", topics.topic_create, name="topic-create"),
    path("aemter/themen/<int:pk>/", topics.topic_edit, name="topic-edit"),
]
department_patterns = [
    path("aemter/", departments.department_list, name="department-list"),
    path("aemter/liste.csv", departments.department_export, name="department-export"),
    path("aemter/neu/", departments.department_create, name="department-create"),
    path("aemter/<int:pk>/", departments.department_detail, name="department-detail"),
    path(
        "aemter/<int:pk>/aendern/", departments.department_edit, name="department-edit"
    ),
    path(
        "aemter/<int:pk>/zusammenlegen/",
        endings.department_merge,
        name="department-merge",
    ),
    path("aemter/<int:pk>/beenden/", endings.department_close, name="department-close"),
    path(
        "aemter/<int:pk>/wieder-aktiv/",
        endings.department_reopen,
        name="department-reopen",
    ),
]
member_patterns = [
    path("aemter/<int:pk>/mitglieder/", members.member_list, name="member-list"),
    path(
        "aemter/<int:pk>/mitglieder/<int:member_pk>/beenden/",
        members.member_end,
        name="member-end",
    ),
    path(
        "aemter/<int:pk>/mitglieder/<int:member_pk>/leitung/",
        members.member_head,
        name="member-head",
    ),
    path(
        "aemter/<int:pk>/mitglieder/<int:member_pk>/wieder-dabei/",
        members.member_return,
        name="member-return",
    ),
]
text_patterns = [
    path("aemter/<int:pk>/texte/", texts.text_list, name="text-list"),
    path("aemter/<int:pk>/texte/neu/", texts.text_create, name="text-create"),
    path("aemter/<int:pk>/texte/<int:text_pk>/", texts.text_edit, name="text-edit"),
    path(
        "aemter/<int:pk>/texte/<int:text_pk>/loeschen/",
        texts.text_delete,
        name="text-delete",
    ),
]
urlpatterns = [
    *card_patterns,
    *signpost_patterns,
    *topic_patterns,
    *department_patterns,
    *member_patterns,
    *text_patterns,
]
