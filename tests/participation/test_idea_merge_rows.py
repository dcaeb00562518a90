"""Undoing a merge restores every row: all tables are compared, before and after.

Left out are histories alone (what happened stays written down); see `rows.py`.
"""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from commons.notifications import services as notifications
from commons.notifications.models import Follow
from commons.search import services as search
from participation.discussion.services import writing
from participation.ideas.enums import Case
from participation.ideas.models import Idea, Merge, Support
from participation.ideas.services import maps, support
from participation.moderation import services as moderation
from participation.moderation.enums import Verdict
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory
from tests.factories.moderation import ReportFactory, make_item
from tests.participation.rows import all_rows, difference

pytestmark = pytest.mark.django_db


def fresh(idea):
    return Idea.objects.get(pk=idea.pk)


def unite(source, target, by):
    moderation.decide_directly(
        fresh(source), verdict=Verdict.MERGE, version=1, by=by, merge_into=fresh(target)
    )


def part(source, by):
    moderation.decide_directly(fresh(source), verdict=Verdict.UNMERGE, version=1, by=by)


def rich_idea(people, *, has_comment=True, **fields):
    """Public, on the map and in search, with votes, followers and comments."""
    place = {"lon": 13.45, "lat": 52.55, "east_m": 395_000.0, "north_m": 5_823_000.0}
    idea = IdeaFactory(
        place_kind="pin",
        place_text="am Anger",
        external_support=3,
        case=Case.OPEN,
        **place,
        **fields,
    )
    notifications.follow(idea.author, idea, reason="author")
    for person in people:
        support.give(idea, by=person)
    if has_comment:
        comment(idea, people[0] if people else UserFactory())
    search.index("idea", idea)
    return fresh(idea)


def comment(idea, by, text="Das wünsche ich mir auch."):
    return writing.write(idea, text=text, draft_id=uuid4(), by=by)


@pytest.fixture
def moderator():
    return make_staff()


@pytest.mark.parametrize("target_has_comment", (True, False))
def test_every_row_is_as_before(moderator, target_has_comment):
    one, both, other = UserFactory.create_batch(3)
    source = rich_idea([one, both])
    target = rich_idea([both, other], has_comment=target_has_comment)
    ReportFactory(target_id=source.pk, reported_by=other)
    Follow.objects.of(source).filter(user=one).update(muted_at=source.submitted_at)
    maps.rebuild()
    before = all_rows()

    unite(source, target, moderator)
    between = difference(before, all_rows())
    part(source, moderator)

    assert {"ideas_idea", "ideas_support", "notifications_follow"} <= set(between)
    assert difference(before, all_rows()) == {}


def test_an_item_of_the_desk_is_as_before(moderator):
    item = make_item()
    target = rich_idea([])
    before = all_rows()

    moderation.decide(
        item, verdict=Verdict.MERGE, version=1, by=moderator, merge_into=target
    )
    part(Idea.objects.get(pk=item.target_id), moderator)

    assert difference(before, all_rows()) == {}


def test_a_chain_is_taken_back_link_by_link(moderator):
    people = UserFactory.create_batch(4)
    first, second, third = (rich_idea(people[at : at + 2]) for at in range(3))
    maps.rebuild()
    states = [all_rows()]
    unite(first, second, moderator)
    states.append(all_rows())
    unite(second, third, moderator)

    part(second, moderator)
    assert difference(states[1], all_rows()) == {}
    part(first, moderator)
    assert difference(states[0], all_rows()) == {}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["give", "take_back", "follow", "unfollow"]),
        st.integers(0, 4),
        st.integers(0, 2),
    ),
    max_size=12,
)
VOTES = st.lists(st.sets(st.integers(0, 4)), min_size=3, max_size=3)


def act(what, person, idea):
    if what == "give":
        support.give(idea, by=person)
    elif what == "take_back" and fresh(idea).is_public:
        support.take_back(idea, by=person)
    elif what == "follow":
        notifications.follow(person, idea)
    elif what == "unfollow":
        notifications.unfollow_all(person, [idea])


def expect(expected, joined, what, person, which):
    """Note in `expected` what an act should come to; the last idea is the common."""
    counts_at = joined[-1] if which in joined else which
    touched = joined if which in joined else [which]
    if what == "give" and not any(person in expected[one] for one in touched):
        expected[counts_at].add(person)
    if what == "take_back" and which == counts_at:
        for one in touched:
            expected[one].discard(person)


def counters_are_rows():
    for idea in Idea.objects.all():
        assert idea.support_count == idea.supports.count(), idea
    for merge in Merge.objects.open():
        assert merge.carried_support == merge.carried.count(), merge


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(votes=VOTES, acts=ACTS, merged_twice=st.booleans())
def test_whatever_people_do_meanwhile_no_vote_is_lost_or_made(
    moderator, votes, acts, merged_twice
):
    """Two ideas go into a third; people act; both merges are undone again.

    A vote stands for an idea afterwards if it stood before and was not taken back at
    the common idea, or was given there meanwhile.
    """
    people = UserFactory.create_batch(5)
    ideas = IdeaFactory.create_batch(3)
    for idea, voters in zip(ideas, votes, strict=True):
        for at in sorted(voters):
            support.give(idea, by=people[at])
    first, second, target = ideas
    expected = [{people[at].pk for at in voters} for voters in votes]
    unite(first, target, moderator)
    if merged_twice:
        unite(second, target, moderator)

    joined = [0, 1, 2] if merged_twice else [0, 2]
    for what, at, which in acts:
        expect(expected, joined, what, people[at].pk, which)
        act(what, people[at], ideas[which])
        counters_are_rows()

    part(first, moderator)
    counters_are_rows()
    if merged_twice:
        part(second, moderator)

    found = [set(idea.supports.values_list("user", flat=True)) for idea in ideas]
    assert found == expected
    assert not Support.objects.filter(merge__isnull=False).exists()
    assert not Follow.objects.exclude(carried_by="").exists()
    counters_are_rows()
