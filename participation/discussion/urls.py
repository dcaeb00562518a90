from django.urls import path

from participation.discussion.views import keeping, owning, reading, writing

app_name = "discussion"
urlpatterns = [
    path("diskussion/<int:pk>/", reading.thread_show, name="thread-show"),
    path("diskussion/<int:pk>/schliessen/", keeping.thread_close, name="thread-close"),
    path("diskussion/<int:pk>/oeffnen/", keeping.thread_reopen, name="thread-reopen"),
    path("diskussion/<int:pk>/gesehen/", keeping.visit_mark, name="visit-mark"),
    path(
        "diskussion/neues/<slug:kind>/<int:pk>/",
        reading.thread_news,
        name="thread-news",
    ),
    path(
        "diskussion/schreiben/<slug:kind>/<int:pk>/",
        writing.comment_create,
        name="comment-create",
    ),
    path("diskussion/kommentar/<int:pk>/", reading.comment_show, name="comment-show"),
    path(
        "diskussion/kommentar/<int:pk>/antworten/",
        reading.comment_replies,
        name="comment-replies",
    ),
    path(
        "diskussion/kommentar/<int:pk>/antworten/schreiben/",
        writing.comment_reply,
        name="comment-reply",
    ),
    path(
        "diskussion/kommentar/<int:pk>/fassungen/",
        reading.comment_versions,
        name="comment-versions",
    ),
    path(
        "diskussion/kommentar/<int:pk>/aendern/",
        owning.comment_edit,
        name="comment-edit",
    ),
    path(
        "diskussion/kommentar/<int:pk>/zurueckziehen/",
        owning.comment_withdraw,
        name="comment-withdraw",
    ),
]
