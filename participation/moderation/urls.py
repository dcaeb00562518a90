from django.urls import path

from participation.moderation.views import (
    claims,
    complaints,
    desk,
    item,
    reports,
    text_modules,
)

app_name = "moderation"
urlpatterns = [
    path("moderation/", desk.queue, name="queue"),
    path("moderation/neues/", desk.queue_news, name="queue-news"),
    path("moderation/naechster/", desk.claim_next, name="claim-next"),
    path("moderation/<int:pk>/", item.item, name="item"),
    path("moderation/<int:pk>/stand/", claims.claim_state, name="claim-state"),
    path("moderation/<int:pk>/reservieren/", claims.claim, name="claim"),
    path("moderation/<int:pk>/freigeben/", claims.release, name="release"),
    path(
        "moderation/beitrag/<slug:kind>/<int:pk>/",
        item.contribution,
        name="contribution",
    ),
    path("moderation/beschwerden/", complaints.complaint_list, name="complaint-list"),
    path("moderation/beschwerden/<int:pk>/", complaints.complaint, name="complaint"),
    path(
        "moderation/textbausteine/",
        text_modules.text_module_list,
        name="text-module-list",
    ),
    path(
        "moderation/textbausteine/neu/",
        text_modules.text_module_create,
        name="text-module-create",
    ),
    path(
        "moderation/textbausteine/<int:pk>/",
        text_modules.text_module_edit,
        name="text-module-edit",
    ),
    path(
        "einwand/<int:decision_pk>/",
        complaints.complaint_create,
        name="complaint-create",
    ),
    path("melden/danke/", reports.report_done, name="report-done"),
    path("melden/<slug:kind>/<int:pk>/", reports.report_create, name="report-create"),
]
