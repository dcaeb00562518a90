"""A referral and its mail: it comes back, it goes to another address."""

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.delivery import services as delivery
from commons.delivery.models import Delivery, Suppression
from commons.errors import RuleViolation
from commons.links import services as links
from participation.referrals.enums import ReferralState
from participation.referrals.rules import LINK_PURPOSE
from participation.referrals.services import outcomes, referring
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    """Handed over, sent, and with the Amt as far as we know."""
    clerk = make_staff(Role.MODERATOR)
    (referral,) = referring.refer(
        IdeaFactory(), lead=DepartmentFactory(), cover_note="Bitte prüfen.", by=clerk
    )
    Delivery.objects.filter(pk=referral.delivery_id).update(
        state="sent", sent_at=timezone.now(), outcome_told_at=timezone.now()
    )
    outcomes.mark_sent(Delivery.objects.get(pk=referral.delivery_id))
    referral.refresh_from_db()
    return referral


def bounce(referral, code="5.1.1"):
    delivery.note_bounce(referral.delivery, is_permanent=True, code=code)
    referral.refresh_from_db()


def test_a_referral_whose_mail_comes_back_has_failed(referral):
    assert referral.state == ReferralState.SENT

    bounce(referral)

    assert referral.state == ReferralState.FAILED
    assert Suppression.objects.get().delivery_id == referral.delivery_id


def test_an_acknowledged_referral_has_arrived_whatever_comes_back(referral):
    referral.state = ReferralState.ACKNOWLEDGED
    referral.acknowledged_at = timezone.now()
    referral.save()

    bounce(referral, code="5.2.2")

    assert referral.state == ReferralState.ACKNOWLEDGED


def test_another_address_gets_a_link_of_its_own(referral):
    before = referral.link
    token = links.token_of(before)
    bounce(referral)

    delivery.readdress(
        referral.delivery,
        address="neu@example.org",
        because="umbenannt",
        by=make_staff(Role.MODERATOR),
    )

    referral.refresh_from_db()
    assert referral.state == ReferralState.QUEUED
    assert links.resolve(LINK_PURPOSE, token) is None
    assert (referral.link.recipient, referral.link.expires_at) == (
        "neu@example.org",
        before.expires_at,
    )
    assert links.resolve(LINK_PURPOSE, links.token_of(referral.link)) == referral.link


def test_a_recalled_referral_goes_nowhere_any_more(referral):
    bounce(referral)
    referral.state = ReferralState.RECALLED
    referral.closed_at = timezone.now()
    referral.save()

    with pytest.raises(RuleViolation):
        delivery.readdress(
            referral.delivery,
            address="neu@example.org",
            because="umbenannt",
            by=make_staff(Role.MODERATOR),
        )

    row = Delivery.objects.get(pk=referral.delivery_id)
    assert (row.state, row.first_address) == ("failed", None)
