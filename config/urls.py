"""Where everything is: each app names its own paths, German for residents."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from config import views

# Django tries one path after the other, so what is asked for most comes first.
APPS_WITH_PAGES = (
    "config.pages",
    "participation.ideas.urls",
    "neighbourhood.regions.urls",
    "commons.files.urls",
    "commons.accounts.urls",
    "commons.design.urls",
    "commons.drafts.urls",
    "commons.followups.urls",
    "commons.guard_urls",
    "commons.links.urls",
    "commons.notifications.urls",
    "commons.search.urls",
    "commons.delivery.urls",
    "commons.incoming.urls",
    "commons.terms.urls",
    "neighbourhood.departments.urls",
    "neighbourhood.deadlines.urls",
    "neighbourhood.newsletters.urls",
    "neighbourhood.rounds.urls",
    "neighbourhood.pages.urls",
    "participation.moderation.urls",
    "participation.discussion.urls",
    "participation.referrals.urls",
    "participation.bundles.urls",
    "participation.notices.urls",
    "participation.casework.urls",
    "participation.together.urls",
    "participation.pool.urls",
    "participation.networks.urls",
    "participation.actors.urls",
    "events.calendar.urls",
    "events.live.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    *(path("", include(name)) for name in APPS_WITH_PAGES if find_spec(name)),
    path("healthz", views.healthz, name="healthz"),
    path("metrics", views.show_metrics, name="metrics"),
    path("konto/", include("allauth.urls")),
]
