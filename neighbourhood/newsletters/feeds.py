"""The Rundbriefe of a Stadtteil as an Atom feed: a subscription without any address."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from commons.accounts.http import HttpRequest
from commons.feeds import SteadyFeed, clean
from commons.html import plain_text
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.newsletters.models import Newsletter
from neighbourhood.newsletters.queries import archive
from neighbourhood.newsletters.queries.archive import generations
from neighbourhood.regions.models import Region

ENTRIES = 20
LONGEST_SUMMARY = 400


@public
@require_safe
@conditional_page
@cached_page(generations=generations, parameters=())
def archive_feed(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 -- a view
    feed = _feed_of(get_object_or_404(Region, slug=slug))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _feed_of(region: Region) -> SteadyFeed:
    page = reverse("newsletters:archive-region", args=[region.slug])
    feed = SteadyFeed(
        title=clean(_("Rundbrief %(region)s") % {"region": region.name}),
        link=settings.BASE_URL + page,
        description="",
        language="de",
        author_name=_("SPK %(district)s") % {"district": settings.DISTRICT_NAME},
        feed_url=settings.BASE_URL
        + reverse("newsletters:archive-feed", args=[region.slug]),
    )
    for issue in archive.issues_of(region, most=ENTRIES):
        _add(feed, issue)
    return feed


def _add(feed: SteadyFeed, issue: Newsletter) -> None:
    """A correction is news: it moves the day of the entry."""
    assert issue.started_at is not None  # noqa: S101 -- it is public
    changed = [row.created_at for row in issue.corrections.all()]
    feed.add_item(
        title=clean(f"{issue.name}: {issue.title}"),
        link=settings.BASE_URL + issue.get_absolute_url(),
        unique_id=settings.BASE_URL
        + reverse("newsletters:archive-short", args=[issue.pk]),
        # HTML by the generator's choice: words that look like tags must stay words.
        description=escape(clean(plain_text(issue.intro, LONGEST_SUMMARY))),
        pubdate=issue.started_at,
        updateddate=max([issue.started_at, *changed]),
    )
