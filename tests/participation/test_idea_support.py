"""Supporting: one person once, and a crowd loses no vote."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from commons.errors import RuleViolation
from commons.notifications.models import Follow
from commons.verbs.models import Happening
from participation.ideas.models import Idea, Support
from participation.ideas.services import support
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory


@pytest.mark.django_db
def test_support_is_given_counted_followed_and_taken_back():
    idea, user = IdeaFactory(external_support=7), UserFactory()

    given = support.toggle(idea, by=user)
    idea.refresh_from_db()
    while_given = (idea.support_count, idea.total_support, Follow.objects.get().reason)
    taken = support.toggle(idea, by=user)

    idea.refresh_from_db()
    assert (given, while_given) == (True, (1, 8, "supporter"))
    assert (taken, idea.support_count, idea.version) == (False, 0, 1)
    assert not Follow.objects.exists()
    verbs = Happening.objects.order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["idea.supported", "idea.unsupported"]


@pytest.mark.django_db
def test_giving_twice_counts_once():
    idea, user = IdeaFactory(), UserFactory()

    answers = [support.give(idea, by=user) for _ in range(3)]

    idea.refresh_from_db()
    assert (answers, idea.support_count) == ([True, False, False], 1)


@pytest.mark.django_db
def test_nobody_supports_an_own_idea():
    idea = IdeaFactory()

    with pytest.raises(RuleViolation) as refusal:
        support.toggle(idea, by=idea.author)

    assert refusal.value.code == "own_idea"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "state",
    sorted(set(Publication.values) - {Publication.PUBLISHED, Publication.MERGED}),
)
def test_only_public_ideas_are_supported(state):
    idea = IdeaFactory(publication=state)

    with pytest.raises(RuleViolation) as refusal:
        support.toggle(idea, by=UserFactory())

    assert refusal.value.code == "not_public"
    assert not Support.objects.exists()


class TestAtOnce:
    @pytest.fixture(autouse=True)
    def _blocker(self, own_database, django_db_blocker):
        with django_db_blocker.unblock():
            yield
            connection.close()

    def test_a_crowd_loses_no_vote(self):
        idea, crowd = IdeaFactory(), [UserFactory() for _ in range(32)]

        def vote(user):
            try:
                support.give(idea, by=user)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(vote, crowd * 2))

        counted = Idea.objects.values_list("support_count", flat=True).get(pk=idea.pk)
        assert counted == Support.objects.filter(idea=idea).count() == 32

    def test_impatient_clicks_leave_counter_and_rows_equal(self):
        idea, people = IdeaFactory(), [UserFactory() for _ in range(6)]

        def click(user):
            try:
                support.toggle(idea, by=user)
            finally:
                connection.close()

        with ThreadPoolExecutor(8) as threads:
            list(threads.map(click, people * 5))

        counted = Idea.objects.values_list("support_count", flat=True).get(pk=idea.pk)
        assert counted == Support.objects.filter(idea=idea).count()
