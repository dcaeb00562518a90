"""The newest ideas of a filter as an Atom feed (RFC 4287)."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from commons.accounts.http import HttpRequest
from commons.feeds import SteadyFeed, clean
from commons.html import plain_text
from commons.pagecache import cached_page
from commons.requests import public
from participation.ideas import wording
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.models import Idea
from participation.ideas.queries import exports, listing
from participation.ideas.queries.wishes import NEWEST, Wish

ENTRIES = 30
LONGEST_SUMMARY = 400


@public
@require_safe
@conditional_page
@cached_page(
    generations=lambda _request: ["ideas", "topics", "regions"],
    parameters=tuple(IdeaFilterForm.base_fields),
)
def idea_feed(request: HttpRequest) -> HttpResponse:
    """Newest first, whatever order the list is in."""
    wish = IdeaFilterForm(request.GET).wish()
    wish.order, wish.cursor, wish.before = NEWEST, "", ""
    feed = _feed(wish)
    for idea in listing.listed(wish, size=ENTRIES).ideas:
        feed.add_item(**_entry(idea))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed(wish: Wish) -> SteadyFeed:
    query = wish.filter_query()
    tail = f"?{query}" if query else ""
    title = _("Ideen in %(district)s") % {"district": settings.DISTRICT_NAME}
    return SteadyFeed(
        title=clean(f"{title}: {wording.in_words(wish)}"),
        link=settings.BASE_URL + reverse("ideas:idea-list") + tail,
        description="",
        language="de",
        author_name=_("SPK %(district)s") % {"district": settings.DISTRICT_NAME},
        feed_url=settings.BASE_URL + reverse("ideas:idea-feed") + tail,
        feed_copyright=exports.licence(),
    )


def _entry(idea: Idea) -> dict[str, Any]:
    link = settings.BASE_URL + idea.get_absolute_url()
    published = idea.published_at or idea.submitted_at
    return {
        "title": clean(idea.title),
        "link": link,
        # The number never changes; the title in the address may.
        "unique_id": settings.BASE_URL
        + reverse("ideas:idea-short", args=[idea.number]),
        # The summary is HTML by the generator's choice: words that look like tags
        # must stay words.
        "description": escape(clean(plain_text(idea.text, LONGEST_SUMMARY))),
        "pubdate": published,
        "updateddate": max(published, idea.answered_at or published),
        "categories": [
            clean(name)
            for name in (idea.topic.name, idea.region.name if idea.region else "")
            if name
        ],
    }
