"""Where everything is: each app names its own paths, German for residents."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from config import views

APPS_WITH_PAGES = (
    "config.pages",
    "commons.accounts.urls",
    "commons.design.urls",
    "commons.drafts.urls",
    "commons.files.urls",
    "commons.followups.urls",
    "commons.guard_urls",
    "commons.links.urls",
    "commons.notifications.urls",
    "commons.search.urls",
    "commons.delivery.urls",
    "neighbourhood.regions.urls",
    "neighbourhood.departments.urls",
    "neighbourhood.deadlines.urls",
    "neighbourhood.pages.urls",
    "participation.moderation.urls",
    "participation.discussion.urls",
    "participation.ideas.urls",
    "participation.referrals.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(name)) for name in APPS_WITH_PAGES if find_spec(name)),
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.show_metrics, name="metrics"),
    path("konto/", include("allauth.urls")),
]
