"""A wish for changes reaches somebody without an account, who is helped to answer it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from commons.delivery import letters
from commons.delivery.models import Delivery
from commons.notifications.services import expand_due
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import QueueItem
from participation.moderation.services import decide
from participation.moderation.services.reminders import close_unanswered
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import make_regional_moderator
from tests.factories.regions import RegionFactory
from tests.participation.entering import address_of, by_letter, entered, make_house
from tests.participation.writing import text_of, typed
from tests.telling import past_undoing

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(client, sign_in):
    user = make_house()
    sign_in(client, user)
    return user


def asked(client):
    """An entry whose author is asked for a change."""
    idea = entered(client, **by_letter())
    decide(
        QueueItem.objects.get(target_id=idea.pk),
        verdict=Verdict.REQUEST_CHANGES,
        version=1,
        reason=Reason.UNCLEAR,
        text="Welcher Platz?",
        by=make_staff(),
    )
    return idea


def test_the_house_types_what_the_person_says(client, house):
    idea = asked(client)
    page = text_of(client.get(address_of("entry-show", idea.number)))

    response = client.post(
        address_of("idea-edit", idea.number),
        typed(text="Der Platz am Anger.", version="1"),
    )

    idea.refresh_from_db()
    assert "Änderung eintragen" in page
    assert response.url == address_of("entry-show", idea.number)
    assert (idea.text, idea.publication) == ("Der Platz am Anger.", "submitted")


@pytest.mark.parametrize(
    ("make", "status"),
    (
        (make_staff, 200),
        (lambda: make_regional_moderator(RegionFactory()), 404),
        (make_house, 404),
        (UserFactory, 404),
    ),
)
def test_who_types_changes_for_others(client, house, sign_in, make, status):
    idea = asked(client)
    sign_in(client, make())

    assert client.get(address_of("idea-edit", idea.number)).status_code == status


def test_silence_is_asked_about_by_letter_once_more(client, house):
    idea = asked(client)
    past_undoing()
    expand_due()

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        close_unanswered()
        expand_due()

    texts = [letters.words_of(letter).text for letter in Delivery.objects.all()]
    idea.refresh_from_db()
    assert idea.publication == Publication.CHANGES_REQUESTED
    assert len(texts) == 2
    assert "Vor einem Monat" in texts[1]
