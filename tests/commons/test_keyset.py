"""Pages by key: every row once, in both directions, and no cursor breaks them."""

import pytest

from commons.clock import moment_of
from commons.keyset import MOST_ID, Key, turned
from neighbourhood.regions.models import Region
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
BY_NAME, BY_ARRIVAL = Key("name"), Key("date_joined", moment_of)


def walked(rows, key, *, size):
    """All rows, forward and then back again from the last page."""
    pages, cursor = [], ""
    while not pages or cursor:
        page = turned(rows, key, cursor=cursor, before="", size=size)
        pages.append(page)
        cursor = page.next_cursor
    forward = [row for page in pages for row in page.rows]
    back, before = list(pages[-1].rows), pages[-1].previous_cursor
    while before:
        page = turned(rows, key, cursor="", before=before, size=size)
        back, before = [*page.rows, *back], page.previous_cursor
    return forward, back


@pytest.mark.parametrize("size", (1, 4, 100))
def test_each_row_is_on_one_page_whichever_way_one_turns(size):
    rows = Region.objects.all()

    forward, back = walked(rows, BY_NAME, size=size)

    assert forward == back == list(rows.order_by("name", "pk"))


def test_rows_of_one_moment_are_told_apart_by_their_ids():
    people = [UserFactory() for _number in range(5)]
    rows = type(people[0]).objects.filter(pk__in=[one.pk for one in people])
    rows.update(date_joined=people[0].date_joined)

    forward, back = walked(rows, BY_ARRIVAL, size=2)

    assert forward == back == people


@pytest.mark.parametrize(
    "cursor",
    ("x", "7", "~", "~x", "Buch~", "Buch~-1", "Buch~²", f"Buch~{MOST_ID + 1}"),
)
def test_a_cursor_that_does_not_parse_starts_from_the_beginning(cursor):
    rows = Region.objects.all()
    first = turned(rows, BY_NAME, cursor="", before="", size=3)

    assert turned(rows, BY_NAME, cursor=cursor, before="", size=3) == first
    assert turned(rows, BY_NAME, cursor="", before=cursor, size=3) == first


def test_a_moment_that_is_none_starts_from_the_beginning():
    assert BY_ARRIVAL.read("gestern~1") is None
    assert BY_NAME.read("gestern~1") == ("gestern", 1)
