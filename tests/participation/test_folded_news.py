"""What many do becomes one line of the bell: support, and comments on one thread."""

import pytest
from django.utils import timezone

from commons.delivery.models import Delivery
from commons.notifications import queries, services
from commons.notifications.models import Follow, Notification
from commons.notifications.services import follows
from commons.verbs.models import Happening
from participation.ideas.services import support
from tests.factories.accounts import UserFactory
from tests.factories.ideas import IdeaFactory
from tests.participation.test_discussion_write import said
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db


def supported_by(number, idea):
    people = UserFactory.create_batch(number)
    for person in people:
        support.give(idea, by=person)
        for pk in Happening.objects.filter(expanded_at=None).values_list(
            "pk", flat=True
        ):
            services.expand(pk)
    return people


def lines_of(user):
    return [entry.line for entry in queries.bell_page(user).entries]


@pytest.fixture
def idea():
    return IdeaFactory(title="Mehr Bänke")


def test_many_supports_are_one_line_and_no_mail(idea):
    supported_by(4, idea)

    assert lines_of(idea.author) == ["4 Menschen unterstützen Ihre Idee „Mehr Bänke“"]
    assert Notification.objects.filter(user=idea.author).count() == 1
    assert Delivery.objects.filter(to_user=idea.author).count() == 0


def test_support_that_was_taken_back_is_not_counted(idea):
    first, *_others = supported_by(3, idea)

    support.take_back(idea, by=first)

    assert lines_of(idea.author) == ["2 Menschen unterstützen Ihre Idee „Mehr Bänke“"]


def test_nothing_is_told_once_all_support_is_gone(idea):
    for person in supported_by(1, idea):
        support.take_back(idea, by=person)

    assert lines_of(idea.author) == []


def test_whoever_muted_their_own_idea_hears_of_no_support(idea):
    follows.follow(idea.author, idea, reason="author")
    Follow.objects.update(muted_at=timezone.now())

    supported_by(1, idea)

    assert lines_of(idea.author) == []


def test_forty_supports_and_five_comments_are_two_lines(idea):
    supported_by(40, idea)
    for number in range(5):
        said(idea, f"Dazu Nummer {number}.")
    past_undoing()
    services.expand_due()

    rows = Notification.objects.filter(user=idea.author).order_by("pk")
    assert [(row.happening.verb, row.folded) for row in rows] == [
        ("idea.supported", 40),
        ("comment.published", 5),
    ]
    assert lines_of(idea.author) == [
        "5 neue Kommentare zu Ihrer Idee „Mehr Bänke“",
        "40 Menschen unterstützen Ihre Idee „Mehr Bänke“",
    ]
