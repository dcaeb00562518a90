"""The page of one's addresses offers what makes sense for as many as there are."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
BUTTONS = ("action_primary", "action_send", "action_remove")


def offered(client):
    page = client.get(reverse("account_email")).text
    return [button for button in BUTTONS if f'name="{button}"' in page]


def test_a_single_proved_address_has_no_pointless_buttons(client, sign_in):
    assert offered(sign_in(client, UserFactory())) == []


def test_a_single_unproved_address_can_be_proved(client, sign_in):
    user = UserFactory()
    EmailAddress.objects.filter(user=user).update(verified=False)

    assert offered(sign_in(client, user)) == ["action_send"]


def test_of_two_addresses_one_is_chosen(client, sign_in):
    user = UserFactory()
    EmailAddress.objects.create(user=user, email="zweite@example.org")

    assert offered(sign_in(client, user)) == list(BUTTONS)
