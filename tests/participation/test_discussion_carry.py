"""Comments follow a merge and come back; compared row by row."""

import uuid

import pytest
from django.utils import timezone

from commons.search.models import SearchRow
from commons.search.services import reindex
from participation.discussion.models import Carried, Comment, CommentSnapshot, Thread
from participation.discussion.services import threads
from participation.discussion.services.carrying import carry_back, carry_over
from participation.discussion.services.writing import write
from participation.moderation.enums import Publication
from tests.factories.discussion import CommentFactory, thread_of
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
STATES = [state for state in Publication if state != Publication.MERGED]


@pytest.fixture
def pair():
    """Two ideas with comments in each state; the first has answers too."""
    ideas = IdeaFactory(title="Alter Baum"), IdeaFactory(title="Neuer Baum")
    for idea in ideas:
        for state in STATES:
            comment = CommentFactory(idea=idea, publication=state)
            if state == Publication.PUBLISHED:
                CommentFactory(parent=comment)
                CommentFactory(parent=comment, publication=Publication.HIDDEN)
    reindex("comment")
    return ideas


def rows():
    tables = (Comment, CommentSnapshot, Thread, Carried)
    found = {table: list(table.objects.order_by("pk").values()) for table in tables}
    search = SearchRow.objects.filter(kind="comment").order_by("target_id")
    found[SearchRow] = list(search.values("target_id", "title", "region_id", "words"))
    return found


def carried(from_idea, into_idea, key="merge-1"):
    into = threads.opened(into_idea)
    return carry_over(from_idea.thread, into, merge_key=key)


def test_all_comments_go_over_in_their_places_in_time(pair):
    source, target = pair
    expected = sorted(
        Comment.objects.values_list("published_at", "pk").exclude(published_at=None)
    )

    count = carried(source, target)

    assert count == len(STATES) + 2
    assert not Comment.objects.filter(thread=source.thread).exists()
    there = Comment.objects.filter(thread=target.thread, published_at__isnull=False)
    assert (
        list(there.order_by("published_at", "pk").values_list("published_at", "pk"))
        == expected
    )
    counts = Thread.objects.order_by("pk").values_list("comment_count", flat=True)
    assert list(counts) == [0, 4]
    titles = SearchRow.objects.filter(kind="comment").values_list("title", flat=True)
    assert set(titles) == {"Neuer Baum"}


def test_the_page_says_where_a_comment_came_from(client, pair):
    source, target = pair

    carried(source, target)

    page = client.get(target.get_absolute_url()).content.decode()
    assert f"kam mit der Idee {source.number} hierher" in page


def test_undone_every_row_is_as_it_was(pair):
    before = rows()
    carried(*pair)
    assert rows() != before

    carry_back(merge_key="merge-1")

    assert rows() == before


def test_chains_are_undone_in_either_order(pair):
    first, second = pair
    third = IdeaFactory()
    thread_of(third)
    before = rows()
    carried(first, second, "merge-1")
    second.refresh_from_db()
    between = rows()
    carried(second, third, "merge-2")

    carry_back(merge_key="merge-2")
    assert rows() == between
    carried(second, third, "merge-2")
    carry_back(merge_key="merge-1")
    carry_back(merge_key="merge-2")

    assert rows() == before


def test_an_answer_written_meanwhile_goes_back_with_its_comment(pair):
    source, target = pair
    carried(source, target)
    comment = Comment.objects.published().get(origin=source.thread, parent=None)
    target.refresh_from_db()
    reply = write(
        target, "Stimmt.", draft_id=uuid.uuid4(), by=comment.author, parent=comment
    )

    carry_back(merge_key="merge-1")

    reply.refresh_from_db()
    assert reply.thread == source.thread
    assert Thread.objects.get(pk=source.thread.pk).comment_count == 3


def test_nothing_to_carry_is_nothing():
    idea = IdeaFactory()
    thread = thread_of(idea)

    assert carry_over(None, thread, merge_key="merge-1") == 0
    assert carry_over(thread, thread, merge_key="merge-1") == 0
    assert carry_back(merge_key="merge-1") == 0


def test_a_thousand_comments_cost_as_many_queries_as_one(django_assert_max_num_queries):
    source, target = IdeaFactory(), IdeaFactory()
    thread = thread_of(source)
    Comment.objects.bulk_create(
        Comment(
            thread=thread,
            region=thread.region,
            text="Wort.",
            submitted_at=timezone.now(),
            published_at=timezone.now(),
            publication=Publication.PUBLISHED,
        )
        for _ in range(1_000)
    )

    with django_assert_max_num_queries(1_040):  # the index writes a row each
        carried(source, target)

    assert Thread.objects.get(pk=target.thread_id).comment_count == 1_000
