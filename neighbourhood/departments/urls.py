from django.urls import path

from neighbourhood.departments.views import cards, departments, signposts

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
urlpatterns = [
    *card_patterns,
    *signpost_patterns,
    path("aemter/", departments.department_list, name="department-list"),
    path("aemter/neu/", departments.department_create, name="department-create"),
    path("aemter/<int:pk>/", departments.department_edit, name="department-edit"),
    path("aemter/themen/", departments.topic_list, name="topic-list"),
    path("aemter/themen/neu/", departments.topic_create, name="topic-create"),
    path("aemter/themen/<int:pk>/", departments.topic_edit, name="topic-edit"),
]
