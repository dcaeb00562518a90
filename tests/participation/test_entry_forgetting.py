"""Contact data goes when nothing more is to come, and not before."""

from datetime import timedelta

import pytest

from commons.clock import berlin_today
from commons.delivery import addressees
from commons.delivery.addressees import Addressee
from commons.delivery.models import Delivery
from participation.ideas.enums import AnswerWay, Case, Outcome
from participation.ideas.models import IdeaContact
from participation.ideas.rules import CONTACT_KEPT_DAYS
from participation.ideas.services import contacts
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.delivery import DeliveryFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db
TODAY = berlin_today()
LATER = TODAY + timedelta(days=CONTACT_KEPT_DAYS)


def kept(**idea):
    return contacts.keep(
        IdeaFactory(author=None, **idea),
        way=AnswerWay.LETTER,
        addressee=Addressee("Kanaria Vogelsang", "Zeisigweg 77\n13187 Berlin"),
        language="de",
    )


@pytest.mark.parametrize(
    ("idea", "goes"),
    (
        ({"case": Case.CLOSED}, True),
        ({"case": Case.ANSWERED, "outcome": Outcome.DONE}, True),
        ({"publication": Publication.DECLINED}, True),
        ({"publication": Publication.WITHDRAWN}, True),
        ({"publication": Publication.SUBMITTED}, False),
        ({"case": Case.OPEN}, False),
        ({"case": Case.REFERRED}, False),
        ({"case": Case.ANSWERED, "outcome": Outcome.PLANNED, "next_on": TODAY}, False),
    ),
)
def test_it_goes_ninety_days_after_the_end(idea, goes):
    kept(**idea)

    gone = [
        contacts.forget_ended(day) for day in (TODAY, LATER - timedelta(days=1), LATER)
    ]

    assert gone == [0, 0, 1 if goes else 0]
    assert IdeaContact.objects.exists() is not goes


def test_a_case_taken_up_again_stops_the_clock():
    contact = kept(case=Case.CLOSED)
    contacts.forget_ended(TODAY)
    contact.idea.case, contact.idea.next_on = Case.REOPENED, TODAY
    contact.idea.save()

    contacts.forget_ended(LATER)

    contact.refresh_from_db()
    assert contact.ended_on is None


def test_a_letter_that_still_lies_here_keeps_its_address():
    contact = kept(case=Case.CLOSED)
    reference = addressees.reference("idea-contact", contact.pk)
    DeliveryFactory(channel="letter", to_address=reference)
    contacts.forget_ended(TODAY)

    assert contacts.forget_ended(LATER) == 0
    Delivery.objects.update(state="recalled")
    assert contacts.forget_ended(LATER) == 1


def test_an_idea_that_has_an_account_needs_no_address():
    contact = kept()
    contact.idea.author = UserFactory()
    contact.idea.save()

    assert contacts.forget_ended(TODAY) == 1
