from django.urls import path

from participation.networks.views import documents, minutes, posting, visiting

# The word stands before the number, so that no network's name can hide it.
urlpatterns = [
    path("netzwerke/beitraege/<int:pk>/", posting.post_list, name="post-list"),
    path("netzwerke/beitraege/<int:pk>/neues/", posting.post_news, name="post-news"),
    path("netzwerke/schreiben/<int:pk>/", posting.post_create, name="post-create"),
    path(
        "netzwerke/protokoll/<int:pk>/", minutes.minutes_create, name="minutes-create"
    ),
    path("netzwerke/aufgaben/<int:pk>/", minutes.task_list, name="task-list"),
    path("netzwerke/aufgabe/<int:pk>/", minutes.task_tick, name="task-tick"),
    path(
        "netzwerke/dokumente/<int:pk>/", documents.document_list, name="document-list"
    ),
    path("netzwerke/gesehen/<int:pk>/", visiting.network_visit, name="network-visit"),
    path("netzwerke/beitrag/<int:pk>/", posting.post_show, name="post-show"),
    path("netzwerke/beitrag/<int:pk>/aendern/", posting.post_edit, name="post-edit"),
    path(
        "netzwerke/beitrag/<int:pk>/protokoll/",
        minutes.minutes_edit,
        name="minutes-edit",
    ),
    path(
        "netzwerke/beitrag/<int:pk>/zurueckziehen/",
        posting.post_withdraw,
        name="post-withdraw",
    ),
    path("netzwerke/beitrag/<int:pk>/anheften/", posting.post_pin, name="post-pin"),
]
