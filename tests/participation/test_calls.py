"""Calls to people without an account: what to say, tries, the end."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commons.audit.models import AuditEntry
from commons.clock import berlin_today
from tests.factories.accounts import make_staff
from tests.participation.entering import PHONE, many
from tests.participation.writing import text_of

pytestmark = pytest.mark.django_db
CALLS = "/anrufe/"


@pytest.fixture
def staff(client, sign_in):
    user = make_staff()
    sign_in(client, user)
    return user


def at(name, delivery):
    return reverse(f"delivery:{name}", args=[delivery.pk])


def calls_of_today(client):
    groups = client.get("/heute/").context["page"].groups
    waiting = [entry for group in groups for entry in group.entries]
    return [entry for entry in waiting if entry.section == "calls"]


def test_a_call_says_what_the_mail_would_say_and_shows_the_number_by_post(
    client, staff
):
    call = many(1, "call")[0]

    page, shown = (
        client.get(at("call-show", call)),
        client.post(at("call-number", call)),
    )

    assert "steht jetzt auf der Plattform" in text_of(page)
    assert PHONE not in text_of(page)
    assert PHONE in text_of(shown)
    assert "vormittags" in text_of(shown)
    assert AuditEntry.objects.filter(verb="delivery.addressee_shown").count() == 1


def test_a_call_is_tried_again_on_another_day_and_ends_when_somebody_is_reached(
    client, staff
):
    call = many(1, "call")[0]
    monday = berlin_today() + timedelta(days=3)
    due = calls_of_today(client)
    client.post(at("call-put-off", call), {"next_on": monday.isoformat()})
    later = client.get(CALLS)
    call.refresh_from_db()
    tries = call.attempts

    client.post(at("call-reached", call))

    call.refresh_from_db()
    assert len(due) == 1
    assert [shown.delivery for shown in later.context["later"]] == [call]
    assert calls_of_today(client) == []
    assert (tries, call.state) == (1, "sent")


def test_a_call_can_be_given_up_and_taken_up_again(client, staff):
    call = many(1, "call")[0]
    client.post(at("call-put-off", call), {"aufgeben": "1"})
    call.refresh_from_db()
    given_up = call.state

    client.post(at("call-again", call))

    call.refresh_from_db()
    assert (given_up, call.state) == ("failed", "queued")
