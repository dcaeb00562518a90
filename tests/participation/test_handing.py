"""Given to a body without a mailbox by its form, on a day that somebody names."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commons.clock import berlin_date, berlin_today
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.services import referring
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral():
    """Referred three days ago to a body that has a form alone."""
    body = DepartmentFactory(email="", form_url="https://amt.example/formular")
    (made,) = referring.refer(IdeaFactory(), lead=body, cover_note="", by=make_staff())
    before = timezone.now() - timedelta(days=3)
    Referral.objects.filter(pk=made.pk).update(referred_at=before)
    return Referral.objects.get(pk=made.pk)


@pytest.fixture
def desk(client, sign_in):
    return sign_in(client, make_staff())


@pytest.mark.parametrize("days", (0, 1, 3))
def test_day_of_handing_over_is_kept(desk, referral, days):
    day = berlin_today() - timedelta(days=days)

    desk.post(
        reverse("referrals:referral-pass-on", args=[referral.pk]),
        {"day": day.isoformat()},
    )

    referral.refresh_from_db()
    assert (referral.state, berlin_date(referral.sent_at)) == (ReferralState.SENT, day)
    assert referral.sent_at >= referral.referred_at


@pytest.mark.parametrize("days", (-1, 5))
def test_day_that_cannot_be_is_refused(desk, referral, days):
    day = berlin_today() - timedelta(days=days)

    desk.post(
        reverse("referrals:referral-pass-on", args=[referral.pk]),
        {"day": day.isoformat()},
    )

    referral.refresh_from_db()
    assert (referral.state, referral.sent_at) == (ReferralState.QUEUED, None)


def test_page_leads_to_the_form_of_the_body(desk, referral):
    html = desk.get(referral.get_absolute_url()).content.decode()

    assert "https://amt.example/formular" in html
    assert "Abgegeben am" in html
