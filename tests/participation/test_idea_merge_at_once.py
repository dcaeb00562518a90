"""Merging at the same moment as others: one wins, and no vote is lost."""

import pytest

from participation.ideas.models import Idea, Merge
from participation.ideas.services import support
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.participation.at_once import at_once

# Threads see only what is committed.
pytestmark = pytest.mark.usefixtures("own_database")


def decide(idea, verdict, by, target=None):
    def attempt():
        moderation.decide_directly(
            idea, verdict=verdict, version=1, by=by, merge_into=target
        )
        return "done"

    return attempt


@pytest.mark.parametrize("_attempt", range(5))
def test_of_two_crossing_merges_one_wins(_attempt):
    first, second = IdeaFactory.create_batch(2)

    results = at_once(
        decide(first, Verdict.MERGE, make_staff(), second),
        decide(second, Verdict.MERGE, make_staff(), first),
    )

    assert sorted(results) == ["done", "merge_target"]
    assert Merge.objects.open().filter(source__in=[first, second]).count() == 1


def test_a_crowd_that_supports_while_two_ideas_are_merged_loses_no_vote():
    source, target = IdeaFactory.create_batch(2)
    people = UserFactory.create_batch(8)
    moderator = make_staff()

    results = at_once(
        decide(source, Verdict.MERGE, moderator, target),
        *(lambda person=person: support.give(source, by=person) for person in people),
    )

    target = Idea.objects.get(pk=target.pk)
    voters = set(target.supports.values_list("user", flat=True))
    assert results[0] == "done"
    assert voters == {person.pk for person in people} | {source.author_id}
    assert target.support_count == len(voters)


def test_votes_taken_back_while_a_merge_is_undone_count_nowhere():
    source, target = IdeaFactory.create_batch(2)
    people = UserFactory.create_batch(6)
    for person in people:
        support.give(source, by=person)
    moderator = make_staff()
    decide(source, Verdict.MERGE, moderator, target)()
    merged = Idea.objects.get(pk=source.pk)

    results = at_once(
        decide(merged, Verdict.UNMERGE, moderator),
        *(
            lambda person=person: support.take_back(target, by=person)
            for person in people
        ),
    )

    assert results[0] == "done"
    # Whoever came before the parting left both; who came after, supports the source.
    left = sum(1 for result in results[1:] if result is True)
    source, target = (Idea.objects.get(pk=idea.pk) for idea in (source, target))
    assert source.support_count == source.supports.count() == len(people) - left
    assert target.support_count == target.supports.count() == 0
