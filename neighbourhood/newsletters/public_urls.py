"""What everybody may open of Rundbriefe; the names of Stadtteile come last."""

from django.urls import path

from neighbourhood.newsletters.feeds import archive_feed
from neighbourhood.newsletters.views import archive, subscriptions

ISSUE = "rundbriefe/<slug:slug>/<int:year>-<int:number>/"
urlpatterns = [
    path("rundbriefe/", archive.archive_list, name="archive-list"),
    path("rundbriefe/bestellen/", subscriptions.subscribe, name="subscribe"),
    path(
        "rundbriefe/bestellen/postfach/",
        subscriptions.subscribe_asked,
        name="subscribe-asked",
    ),
    path(
        "rundbriefe/bestaetigen/<str:token>/",
        subscriptions.subscribe_confirm,
        name="subscribe-confirm",
    ),
    path("rundbriefe/abo/", subscriptions.subscription_mine, name="subscription-mine"),
    path(
        "rundbriefe/abo/rueckgaengig/",
        subscriptions.subscription_restore,
        name="subscription-restore",
    ),
    path(
        "rundbriefe/abo/<str:token>/", subscriptions.subscription, name="subscription"
    ),
    path("rundbrief/<int:pk>/", archive.archive_short, name="archive-short"),
    path("rundbriefe/<slug:slug>/", archive.archive_region, name="archive-region"),
    path("rundbriefe/<slug:slug>/feed/", archive_feed, name="archive-feed"),
    path(
        "rundbriefe/<slug:slug>/bestellen/",
        subscriptions.subscribe_here,
        name="subscribe-here",
    ),
    path(ISSUE, archive.archive_show, name="archive-show"),
    path(f"{ISSUE}aushang.pdf", archive.archive_notice, name="archive-notice"),
]
