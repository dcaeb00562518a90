"""That our mailbox is away stands where the coordination looks, not in the log alone."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.followups import registry
from commons.incoming import absence
from commons.incoming.services import fetching
from tests.factories.accounts import make_staff
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_listens(settings):
    empty_keys()
    settings.IMAP_URL = "imap://ein:wort@127.0.0.1:1"


def told_to(user):
    section = next(one for one in registry.sections() if one.key == "incoming-away")
    return list(section.items(Visitor(user=user)))


def test_a_mailbox_that_stays_away_is_told_to_the_coordination(client, sign_in):
    coordinator = make_staff(role="coordinator")
    fetching.fetch()
    assert told_to(coordinator) == []

    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        fetching.fetch()
        (item,) = told_to(coordinator)
        assert told_to(make_staff()) == []
        page = sign_in(client, coordinator).get(reverse("incoming:mail-list"))

    assert item.url == reverse("incoming:mail-list")
    assert "Das Postfach ist nicht zu erreichen" in page.content.decode()


def test_it_is_over_with_the_first_that_gets_through(monkeypatch):
    absence.begin()
    monkeypatch.setattr(fetching, "_fetch", lambda *_all: None)
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        assert absence.since() is not None

        fetching.fetch()

        assert absence.since() is None
