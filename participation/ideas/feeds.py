"""The newest ideas of a filter as an Atom feed (RFC 4287)."""

import re
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from commons.accounts.http import HttpRequest
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
# A feed without entries has not changed since there was none.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
# XML has no way to write them, not even as references.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class IdeaFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The newest entry's; the moment of asking would end every ETag."""
        days: list[datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=NEVER)


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


def _feed(wish: Wish) -> IdeaFeed:
    query = wish.filter_query()
    tail = f"?{query}" if query else ""
    title = _("Ideen in %(district)s") % {"district": settings.DISTRICT_NAME}
    return IdeaFeed(
        title=_clean(f"{title}: {wording.in_words(wish)}"),
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
        "title": _clean(idea.title),
        "link": link,
        # The number never changes; the title in the address may.
        "unique_id": settings.BASE_URL
        + reverse("ideas:idea-short", args=[idea.number]),
        # The summary is HTML by the generator's choice: words that look like tags
        # must stay words.
        "description": escape(_clean(plain_text(idea.text, LONGEST_SUMMARY))),
        "pubdate": published,
        "updateddate": max(published, idea.answered_at or published),
        "categories": [
            _clean(name)
            for name in (idea.topic.name, idea.region.name if idea.region else "")
            if name
        ],
    }


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
