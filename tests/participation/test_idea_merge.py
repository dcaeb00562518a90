"""Uniting two ideas: votes, followers, addresses, and who is told what."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.notifications.models import Follow, Notification
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from participation.ideas.enums import Case
from participation.ideas.models import Idea, Merge
from participation.ideas.queries.merging import forecast, leads_to
from participation.ideas.services import merging, support
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.ideas import IdeaFactory, SupportFactory
from tests.factories.moderation import make_item
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


def unite(source, target, by, **ruling):
    moderation.decide_directly(
        source, verdict=Verdict.MERGE, version=1, by=by, merge_into=target, **ruling
    )
    return Merge.objects.open().get(source=source)


def part(source, by, **ruling):
    source.refresh_from_db()
    moderation.decide_directly(
        source, verdict=Verdict.UNMERGE, version=1, by=by, **ruling
    )
    source.refresh_from_db()


def supported(idea, *users):
    for user in users:
        support.give(idea, by=user)
    idea.refresh_from_db()


def told(verb):
    rows = Notification.objects.filter(happening__verb=verb)
    return set(rows.values_list("user", "reason"))


def expanded(verb):
    past_undoing()
    for pk in Happening.objects.filter(verb=verb).values_list("pk", flat=True):
        notifications.expand(pk)
    return told(verb)


def test_one_person_counts_once_and_the_other_author_counts_too(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    both, one, other = UserFactory.create_batch(3)
    supported(source, both, one, target.author)
    supported(target, both, other)

    merge = unite(source, target, moderator)

    target.refresh_from_db()
    voters = set(target.supports.values_list("user", flat=True))
    assert voters == {both.pk, one.pk, other.pk, source.author_id}
    assert (target.support_count, merge.carried_support) == (4, 2)


def test_votes_of_an_earlier_participation_are_added(moderator):
    source = IdeaFactory(external_support=7)
    target = IdeaFactory(external_support=5)

    unite(source, target, moderator)
    target.refresh_from_db()
    united = target.external_support
    part(source, moderator)

    target.refresh_from_db()
    assert (united, target.external_support) == (12, 5)


def test_votes_that_are_imported_later_count_where_the_idea_went(moderator):
    source, target = IdeaFactory(external_support=7), IdeaFactory(external_support=5)
    unite(source, target, moderator)

    merging.add_external_support(source, 3)
    target.refresh_from_db()
    united = target.external_support
    part(source, moderator)

    target.refresh_from_db()
    assert (united, source.external_support, target.external_support) == (15, 10, 5)


def test_the_forecast_is_what_happens(moderator):
    source = IdeaFactory(external_support=2)
    target = IdeaFactory()
    both, one = UserFactory.create_batch(2)
    supported(source, both, one)
    supported(target, both)
    followers = Follow.objects.of(target).count()
    expected = forecast(source, target)

    unite(source, target, moderator)

    target.refresh_from_db()
    assert target.total_support == expected.votes_after
    assert expected.votes_in_both == 1
    assert Follow.objects.of(target).count() - followers == expected.new_followers


def test_followers_come_along_as_they_were_and_keep_what_they_chose(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    muted, chose, plain = UserFactory.create_batch(3)
    for user in (muted, chose, plain):
        notifications.follow(user, source)
    notifications.follow(chose, target, reason="supporter")
    Follow.objects.of(source).filter(user=muted).update(muted_at=source.submitted_at)

    merge = unite(source, target, moderator)

    rows = Follow.objects.of(target).order_by("pk")
    found = {
        row.user_id: (row.reason, bool(row.muted_at), row.carried_by) for row in rows
    }
    assert found == {
        chose.pk: ("supporter", False, ""),
        source.author_id: ("author_of_merged", False, merge.key),
        muted.pk: ("follower", True, merge.key),
        plain.pk: ("follower", False, merge.key),
    }


def test_both_authors_and_the_followers_are_told(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    follower = UserFactory()
    notifications.follow(source.author, source, reason="author")
    notifications.follow(follower, source)

    unite(source, target, moderator)

    assert expanded("idea.merged") == {
        (source.author_id, "author"),
        (follower.pk, "follower"),
    }
    assert expanded("idea.joined") == {(target.author_id, "author")}


def test_the_merged_idea_leaves_lists_search_and_its_open_case(moderator):
    source = IdeaFactory(case=Case.OPEN)
    target = IdeaFactory()

    unite(source, target, moderator)

    source.refresh_from_db()
    assert (source.publication, source.case, source.next_on) == (
        Publication.MERGED,
        Case.CLOSED,
        None,
    )
    assert source not in Idea.objects.published()
    assert not SearchRow.objects.filter(kind="idea", target_id=source.pk).exists()


@pytest.mark.parametrize("case", (Case.REFERRED, Case.QUESTION, Case.STATEMENT_IN))
def test_an_idea_that_an_amt_has_is_recalled_first(moderator, case):
    source, target = IdeaFactory(case=case), IdeaFactory()

    with pytest.raises(RuleViolation) as refusal:
        unite(source, target, moderator)

    assert refusal.value.code == "with_department"
    assert not Merge.objects.filter(source=source).exists()


def test_a_higher_app_may_say_why_not(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    merging.add_obstacle("test", lambda idea: "Noch nicht." if idea == source else None)

    with pytest.raises(RuleViolation) as refusal:
        unite(source, target, moderator)

    assert str(refusal.value.message) == "Noch nicht."


def test_an_address_leads_to_the_end_of_the_chain_and_back(client, moderator):
    first, second, third = IdeaFactory.create_batch(3)
    unite(first, second, moderator)
    second.refresh_from_db()
    unite(second, third, moderator)
    first.refresh_from_db()

    at_the_end = client.get(reverse("ideas:idea-short", args=[first.number]))
    part(second, moderator)
    first.refresh_from_db()
    back = client.get(reverse("ideas:idea-short", args=[first.number]))

    assert (at_the_end.status_code, at_the_end["Location"]) == (
        301,
        third.get_absolute_url(),
    )
    assert back["Location"] == second.get_absolute_url()
    way = client.get(second.get_absolute_url()).context["detail"].way
    assert way[-1].title == "Mit einer zweiten Idee zusammengeführt"
    assert leads_to(first) == second


def test_the_first_of_a_chain_is_parted_after_the_last(moderator):
    first, second, third = IdeaFactory.create_batch(3)
    unite(first, second, moderator)
    second.refresh_from_db()
    unite(second, third, moderator)

    with pytest.raises(RuleViolation) as refusal:
        part(first, moderator)

    assert refusal.value.code == "chained"


def test_after_thirty_days_a_merge_stays(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    merge = unite(source, target, moderator)
    long_ago = merge.merged_at - timedelta(days=31)
    Merge.objects.filter(pk=merge.pk).update(merged_at=long_ago)

    with pytest.raises(RuleViolation) as refusal:
        part(source, moderator)

    assert refusal.value.code == "undo_too_late"


def test_a_submitted_idea_goes_back_to_the_desk(moderator):
    item = make_item()
    source, target = Idea.objects.get(pk=item.target_id), IdeaFactory()
    moderation.decide(
        item, verdict=Verdict.MERGE, version=1, by=moderator, merge_into=target
    )

    part(source, moderator)

    item.refresh_from_db()
    assert (source.publication, item.is_open) == (Publication.SUBMITTED, True)
    assert not SearchRow.objects.filter(kind="idea", target_id=source.pk).exists()


def test_a_vote_for_a_merged_idea_counts_where_it_leads(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    unite(source, target, moderator)
    voter = UserFactory()

    assert support.give(source, by=voter)

    assert target.supports.filter(user=voter, merge=None).exists()
    assert not source.supports.filter(user=voter).exists()


def test_a_vote_taken_back_is_taken_back_at_all_that_went_in(moderator):
    first, second, third = IdeaFactory.create_batch(3)
    voter = UserFactory()
    supported(first, voter)
    unite(first, second, moderator)
    second.refresh_from_db()
    unite(second, third, moderator)

    support.take_back(third, by=voter)

    assert not voter.supports.exists()
    for idea in (first, second, third):
        idea.refresh_from_db()
    assert first.support_count == 0
    # The authors of what went in still count.
    assert (second.support_count, third.support_count) == (1, 2)


def test_a_vote_that_came_twice_stays_when_one_merge_is_undone(moderator):
    first, second, target = IdeaFactory.create_batch(3)
    voter = UserFactory()
    supported(first, voter)
    supported(second, voter)
    unite(first, target, moderator)
    merge = unite(second, target, moderator)

    part(first, moderator)

    target.refresh_from_db()
    assert target.supports.get(user=voter).merge == merge
    assert target.support_count == target.supports.count() == 2


def test_the_vote_of_a_closed_account_leaves_with_its_idea(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    SupportFactory(idea=source, user=(voter := UserFactory()))
    Idea.objects.filter(pk=source.pk).update(support_count=1)
    unite(source, target, moderator)
    voter.supports.all().delete()

    part(source, moderator)

    target.refresh_from_db()
    assert (source.support_count, target.support_count) == (1, 0)


def test_following_by_oneself_outlives_the_merge(moderator):
    source, target = IdeaFactory(), IdeaFactory()
    own, carried = UserFactory.create_batch(2)
    for user in (own, carried):
        notifications.follow(user, source)
    unite(source, target, moderator)
    notifications.follow(own, target)

    part(source, moderator)

    assert list(Follow.objects.of(target).values_list("user", flat=True)) == [own.pk]
