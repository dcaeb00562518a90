"""Two hundred votes in the same moment, with real connections and commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from events.live.models import Poll, PollOption, Vote
from events.live.services import polls, voting
from tests.factories.accounts import UserFactory
from tests.factories.polls import PollFactory
from tests.factories.rooms import ParticipantFactory

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")
VOTES, HANDS = 200, 20


def in_crowd(acts):
    """All acts, as many at a time as there are hands, begun together."""
    begin = Barrier(HANDS)

    def work(share):
        try:
            begin.wait(timeout=30)
            return [act() for act in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(HANDS) as hands:
        shares = [acts[at::HANDS] for at in range(HANDS)]
        return [found for part in hands.map(work, shares) for found in part]


def people_of(poll):
    return [ParticipantFactory(room=poll.room) for _each in range(VOTES)]


def test_two_hundred_votes_at_once_are_counted_exactly():
    poll = PollFactory(shows_before_end=True)
    keys = list(poll.options.values_list("pk", flat=True))
    people = people_of(poll)

    acts = [
        lambda who=who, at=at: voting.vote(poll, [keys[at % 3]], by=who)
        for at, who in enumerate(people)
    ]
    answers = in_crowd(acts + acts)  # each is sent twice

    counts = list(poll.options.values_list("count", flat=True))
    assert (sorted(counts), Poll.objects.get(pk=poll.pk).ballots) == ([66, 67, 67], 200)
    assert (answers.count(True), answers.count(False)) == (VOTES, VOTES)
    assert Vote.objects.filter(poll=poll).count() == VOTES


def test_changes_at_once_leave_one_vote_each():
    poll = PollFactory(may_change=True)
    first, second, _third = poll.options.values_list("pk", flat=True)
    people = people_of(poll)[:60]

    in_crowd(
        [
            lambda who=who, key=key: voting.vote(poll, [key], by=who)
            for key in (first, second, first)
            for who in people
        ]
    )

    kept = [each for row in Vote.objects.filter(poll=poll) for each in row.choices]
    counts = dict(PollOption.objects.filter(poll=poll).values_list("pk", "count"))
    assert sum(counts.values()) == 60
    assert {key: kept.count(key) for key in counts} == counts


def test_what_was_counted_before_the_end_stays_and_nothing_comes_after():
    poll = PollFactory()
    key = poll.options.first().pk
    clerk = UserFactory()

    def vote(who):
        try:
            return voting.vote(poll, [key], by=who)
        except Exception as refusal:  # noqa: BLE001 -- the code says which
            return getattr(refusal, "code", str(refusal))

    acts = [lambda who=who: vote(who) for who in people_of(poll)]
    acts.insert(100, lambda: polls.close(poll, by=clerk).state)
    answers = in_crowd(acts)

    assert set(answers) <= {True, "poll_not_open", "closed"}
    assert poll.options.first().count == answers.count(True)
