"""Several people in one thread at the same moment; rows are committed here."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection, transaction

from commons.errors import RuleViolation
from participation.discussion.models import Comment, Thread
from participation.discussion.services import editing
from participation.discussion.services.carrying import carry_over
from participation.discussion.services.threads import locked_host, opened
from participation.discussion.services.writing import write
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Reason, Verdict
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.discussion import CommentFactory
from tests.factories.ideas import IdeaFactory


@pytest.fixture(autouse=True)
def _blocker(own_database, django_db_blocker):
    with django_db_blocker.unblock():
        yield
        connection.close()


def known_user():
    user = UserFactory()
    IdeaFactory(author=user)
    return user


def at_once(*calls):
    """Run all calls on connections of their own; a rule that says no is no fault."""

    def run(call):
        try:
            with suppress(RuleViolation):
                return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(run, calls))


def counters_are_right():
    for thread in Thread.objects.all():
        published = Comment.objects.published().filter(thread=thread)
        assert thread.comment_count == published.count()
    for comment in Comment.objects.first_level():
        published = comment.replies.filter(publication=Publication.PUBLISHED)
        assert comment.reply_count == published.count()


def test_eight_clicks_at_once_are_one_comment():
    idea, user, key = IdeaFactory(), known_user(), uuid.uuid4()

    def click():
        return write(idea, "Einmal genügt.", draft_id=key, by=user)

    found = at_once(*[click] * 8)

    assert len({comment.pk for comment in found if comment}) == 1
    assert Comment.objects.filter(draft_id=key).count() == 1
    counters_are_right()


def test_a_crowd_that_begins_a_talk_opens_one_thread_and_counts_right():
    idea, people = IdeaFactory(), [known_user() for _ in range(16)]

    def say(user):
        return lambda: write(idea, "Ich auch.", draft_id=uuid.uuid4(), by=user)

    at_once(*map(say, people))

    idea.refresh_from_db()
    assert Thread.objects.filter(idea=idea).count() == 1
    assert idea.thread.comment_count == 16
    times = idea.thread.comments.order_by("pk").values_list("published_at", flat=True)
    assert idea.thread.newest_at == max(times)
    counters_are_right()


def test_answers_decisions_and_withdrawals_at_once_leave_counters_right():
    comment, moderator = CommentFactory(), make_staff()
    idea, people = comment.thread.host, [known_user() for _ in range(12)]
    replies = [CommentFactory(parent=comment) for _ in range(6)]

    def answer(user):
        return lambda: write(
            idea, "Stimmt.", draft_id=uuid.uuid4(), by=user, parent=comment
        )

    def remove(one):
        return lambda: moderation.decide_directly(
            one,
            verdict=Verdict.REMOVE,
            version=1,
            reason=Reason.INSULT,
            text="Nein.",
            by=moderator,
        )

    def take_back(one):
        return lambda: editing.withdraw(one, by=one.author)

    at_once(
        *map(answer, people[:6]),
        *map(remove, replies[:3]),
        remove(comment),
        *map(take_back, replies[2:]),
        *map(answer, people[6:]),
    )

    counters_are_right()


def test_what_is_written_during_a_merge_is_in_one_of_both_threads():
    source, target = IdeaFactory(), IdeaFactory()
    CommentFactory(idea=source)
    CommentFactory(idea=target)
    people = [known_user() for _ in range(10)]

    def merge():
        with transaction.atomic():
            for idea in sorted((source, target), key=lambda one: one.pk):
                locked_host("idea", idea.pk)
            source.refresh_from_db()
            carry_over(source.thread, opened(target), merge_key="merge-1")
            type(source).objects.filter(pk=source.pk).update(publication="withdrawn")

    def say(user):
        return lambda: write(source, "Noch etwas.", draft_id=uuid.uuid4(), by=user)

    at_once(*map(say, people[:5]), merge, *map(say, people[5:]))

    source.refresh_from_db()
    assert not Comment.objects.filter(thread=source.thread).exists()
    counters_are_right()
