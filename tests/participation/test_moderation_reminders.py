"""Waits that grow too long: the desk is reminded, silent authors are asked again."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.accounts.enums import Role
from commons.clock import BERLIN
from commons.notifications.services import expand
from commons.verbs import registry
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient
from neighbourhood.regions.models import Region
from participation.ideas.models import Idea
from participation.moderation import services, tasks
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import Decision, QueueItem
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_item, make_regional_moderator

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 25, 9, tzinfo=BERLIN)
BEFORE = datetime(2026, 11, 16, 9, tzinfo=BERLIN)


def overdue():
    return Happening.objects.filter(verb="moderation.overdue")


def test_the_desk_is_reminded_once_of_what_waits_too_long():
    with time_machine.travel(MORNING, tick=False):
        late = make_item(submitted_at=BEFORE)
        make_item(submitted_at=MORNING)

        assert tasks.remind_desk() == 1
        assert tasks.remind_desk() == 0

    assert overdue().get().params == {"items": [late.pk]}


def test_nobody_is_reminded_at_night():
    with time_machine.travel(MORNING.replace(hour=5), tick=False):
        make_item(submitted_at=BEFORE)

        assert tasks.remind_desk() == 0


def test_moderators_of_the_region_are_told_in_one_message_each():
    here, there = Region.objects.order_by("number")[:2]
    everywhere = make_staff(Role.COORDINATOR)
    local, elsewhere = make_regional_moderator(here), make_regional_moderator(there)
    make_staff(Role.DATA_EDITOR)
    with time_machine.travel(MORNING, tick=False):
        make_item(region=here, submitted_at=BEFORE)
        make_item(region=here, submitted_at=BEFORE)
        tasks.remind_desk()

        expand(overdue().get().pk)

    told = overdue().get().notifications.order_by("user_id")
    assert [each.user for each in told] == [everywhere, local]
    assert elsewhere not in [each.user for each in told]


def test_the_message_counts_what_still_waits_when_it_is_read():
    moderator = make_staff()
    with time_machine.travel(MORNING, tick=False):
        item = make_item(submitted_at=BEFORE)
        make_item(submitted_at=BEFORE)
        tasks.remind_desk()
        services.decide(item, verdict=Verdict.PUBLISH, version=1, by=moderator)

    happening = overdue().get()
    told = registry.get("moderation.overdue").tell(
        item, happening.params, Recipient(user_id=moderator.pk)
    )
    assert told.line == "1 Beitrag wartet länger als zugesagt"


@pytest.fixture
def silent_author():
    return UserFactory()


@pytest.fixture
def wish(silent_author):
    """A wish for changes that nobody answered for 31 days."""
    item = make_item(author=silent_author)
    decision = services.decide(
        item,
        verdict=Verdict.REQUEST_CHANGES,
        reason=Reason.UNCLEAR,
        text="Wo genau soll die Bank stehen?",
        version=1,
        by=make_staff(),
    )
    return age(decision, decided_at=31)


def age(decision, **days):
    Decision.objects.filter(pk=decision.pk).update(
        **{name: timezone.now() - timedelta(days=count) for name, count in days.items()}
    )
    decision.refresh_from_db()
    return decision


def state_of(decision):
    return Idea.objects.get(pk=decision.target_id).publication


def test_a_fresh_wish_is_left_alone(wish):
    age(wish, decided_at=29)

    assert tasks.close_unanswered() == 0


def test_a_silent_author_is_asked_again_once_with_the_words_of_the_wish(
    wish, silent_author
):
    assert tasks.close_unanswered() == 1
    assert tasks.close_unanswered() == 0

    happening = Happening.objects.get(verb="moderation.asked_again")
    idea = Idea.objects.get(pk=wish.target_id)
    verb = registry.get("moderation.asked_again")
    told = verb.tell(idea, happening.params, Recipient())
    assert [each.user_id for each in verb.audience(idea, {})] == [silent_author.pk]
    assert "Wo genau soll die Bank stehen?" in told.text
    assert state_of(wish) == Publication.CHANGES_REQUESTED


def test_two_weeks_later_it_is_taken_back_and_not_declined(wish):
    tasks.close_unanswered()
    age(wish, asked_again_at=15)

    assert tasks.close_unanswered() == 1
    assert state_of(wish) == Publication.WITHDRAWN
    assert Decision.objects.filter(target_id=wish.target_id).count() == 1


def test_who_answers_is_not_asked_again(wish):
    idea = Idea.objects.get(pk=wish.target_id)
    idea.publication, idea.version = Publication.SUBMITTED, 2
    idea.save()
    services.submit(idea)

    assert tasks.close_unanswered() == 0
    assert QueueItem.objects.open().filter(target_id=idea.pk).exists()
