"""The Amt's inbox by keys: the same element, and the same switch as at the desk."""

import pytest
from django.urls import reverse

from commons.links import services as links
from participation.moderation.forms.keys import COOKIE, OFF
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.departments import (
    DepartmentFactory,
    DepartmentMembershipFactory,
)
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db

INBOX = "referrals:department-inbox"


@pytest.fixture
def department():
    return DepartmentFactory()


@pytest.fixture
def amt(client, sign_in, department):
    member = UserFactory(secret="A" * 32)
    DepartmentMembershipFactory(user=member, department=department)
    return sign_in(client, member)


def test_rows_and_doings_bear_their_keys(amt, department):
    referral = ReferralFactory(department=department)

    inbox = amt.get(reverse(INBOX)).content.decode()
    case = amt.get(reverse("referrals:case-show", args=[referral.pk])).content.decode()

    assert inbox.count('data-key="row"') == 1
    assert "<desk-keys" in inbox
    assert 'data-key="gq"' not in inbox
    for key in ("s", "e", "z", "w", "f", "r", "m", "t", "n", "gv"):
        assert f'data-key="{key}"' in case


def test_a_member_switches_them_off_and_comes_back(amt):
    response = amt.post(
        reverse("moderation:keys"), {"tasten": OFF, "weiter": reverse(INBOX)}
    )

    assert response.url == reverse(INBOX)
    assert response.cookies[COOKIE].value == OFF
    assert "<desk-keys" in amt.get(reverse(INBOX)).content.decode()
    assert "Tasten einschalten" in amt.get(reverse(INBOX)).content.decode()


def test_on_a_link_there_are_none(client, department):
    referral = ReferralFactory(department=department)
    client.post(reverse("referrals:link-show", args=[links.token_of(referral.link)]))
    page = client.get(reverse("referrals:case-show", args=[referral.pk]))

    assert "<desk-keys" not in page.content.decode()


def test_residents_switch_nothing(client, sign_in):
    sign_in(client, UserFactory())

    response = client.post(reverse("moderation:keys"), {"tasten": OFF})

    assert response.status_code == 403


def test_at_the_desk_nothing_changes(client, sign_in):
    page = sign_in(client, make_staff()).get(reverse("moderation:queue"))

    assert 'data-key="gq"' in page.content.decode()
