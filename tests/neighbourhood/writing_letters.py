"""A Rundbrief to write, with a source whose pieces are pages that may be hidden."""

from contextlib import contextmanager
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from commons.clock import BERLIN, berlin_date, berlin_today
from commons.errors import RuleViolation
from neighbourhood.newsletters import sources
from neighbourhood.newsletters.models import Newsletter
from neighbourhood.newsletters.queries.content import content_of
from neighbourhood.newsletters.services import composing, releasing
from neighbourhood.newsletters.sources import Piece, Source
from neighbourhood.pages.models import Page
from tests.factories.accounts import make_staff
from tests.factories.pages import PageFactory
from tests.neighbourhood.reading_letters import here, subscribed

SECTION = "pages"
DESK = "/rundbriefe/verwalten/"


def days(first, last):
    """So many days ago until so many days ago."""
    today = berlin_today()
    return today - timedelta(days=first), today - timedelta(days=last)


def page(days_ago=1, **fields):
    day = berlin_today() - timedelta(days=days_ago)
    return PageFactory(
        updated_at=datetime.combine(day, time(12), tzinfo=BERLIN), **fields
    )


def _piece(row):
    return Piece(
        "page",
        row.pk,
        row.title,
        f"/{row.slug}/",
        row.summary,
        berlin_date(row.updated_at),
    )


def _pages():
    return Page.objects.published().filter(slug__startswith="seite-")


def _collect(_region, first, last):
    rows = _pages().filter(updated_at__date__range=(first, last))
    return [_piece(row) for row in rows]


def _find(_region, ids):
    return [_piece(row) for row in _pages().filter(pk__in=ids)]


@contextmanager
def only_pages(usual=3):
    """While it holds, pages are the only source there is."""
    before = dict(sources._sources)
    sources._sources.clear()
    sources.register(Source(SECTION, "Seiten", 10, _collect, _find, usual))
    try:
        yield
    finally:
        sources._sources.clear()
        sources._sources.update(before)


def draft(*, by=None, region=None, span=(28, 0), **fields):
    newsletter = composing.begin(
        region or here(), days=days(*span), by=by or make_staff()
    )
    if fields:
        Newsletter.objects.filter(pk=newsletter.pk).update(**fields)
        newsletter.refresh_from_db()
    return newsletter


def released(*, by=None, planned_for=None, **fields):
    by = by or make_staff()
    newsletter = draft(by=by, **({"intro": "Guten Tag."} | fields))
    return releasing.release(
        newsletter, changes=newsletter.changes, by=by, planned_for=planned_for
    )


def readers(number, start=0):
    return [
        subscribed(f"leserin{place}@example.net")
        for place in range(start, start + number)
    ]


def titles(newsletter):
    """What a Rundbrief says now, section by section."""
    newsletter.refresh_from_db()
    return [
        [entry.title for entry in section.entries]
        for section in content_of(newsletter).sections
    ]


def code_of(call, *args, **kwargs):
    with pytest.raises(RuleViolation) as refusal:
        call(*args, **kwargs)
    return refusal.value.code


def ago(**span):
    return timezone.now() - timedelta(**span)
