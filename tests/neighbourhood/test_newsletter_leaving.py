"""Leaving a Rundbrief: with one click, in parts, and with a way back for an hour."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from commons import owndata
from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from neighbourhood.newsletters.enums import EndReason
from neighbourhood.newsletters.models import Subscription, SubscriptionProof
from neighbourhood.newsletters.services import leaving, subscriptions
from neighbourhood.newsletters.services.subscriptions import Choice
from tests.factories.accounts import UserFactory
from tests.neighbourhood.reading_letters import (
    ADDRESS,
    asked,
    here,
    page_of,
    published,
    subscribed,
)

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}
RESTORE = "/rundbriefe/abo/rueckgaengig/"


def undo_in(response):
    return re.search(r'name="undo" value="([^"]+)"', response.content.decode())[1]


def slugs_of(row):
    return set(row.regions.values_list("region__slug", flat=True))


def mail_to(row, issue, state=DeliveryState.SENT):
    mail = delivery.prepare(
        key=f"{issue.key_prefix}{row.pk}",
        renderer="newsletter",
        params={"newsletter": issue.pk, "subscription": row.pk},
        to_user_id=row.user_id,
        to_address=row.to_address,
        lane=Lane.BULK,
    )
    mail.state, mail.sent_at = state, timezone.now()
    mail.save()
    return mail


@pytest.mark.parametrize("method", ("get", "head"))
def test_a_scanner_that_opens_the_link_ends_nothing(client, method):
    row = subscribed()

    response = getattr(client, method)(page_of(row))

    assert response.status_code == 200
    assert Subscription.objects.confirmed().get() == row
    assert ADDRESS not in response.content.decode()


def test_one_click_of_a_mail_program_ends_it_and_deletes_the_address(client):
    client.handler.enforce_csrf_checks = True
    row = subscribed()

    response = client.post(page_of(row), ONE_CLICK)

    proof = SubscriptionProof.objects.get()
    assert response.status_code == 200
    assert not Subscription.objects.exists()
    assert (proof.number, proof.reason) == (row.pk, EndReason.ASKED)
    assert proof.requested_at <= proof.confirmed_at <= proof.ended_at
    assert not {row.mail_hash, ADDRESS} & set(map(str, vars(proof).values()))


def test_one_click_twice_is_no_mistake(client):
    row = subscribed()
    client.post(page_of(row), ONE_CLICK)

    again = client.post(page_of(row), ONE_CLICK)
    looked = client.get(page_of(row))

    assert (again.status_code, looked.status_code) == (200, 200)
    assert "beendet" in looked.content.decode()
    assert SubscriptionProof.objects.count() == 1


def test_the_page_lists_the_stadtteile_and_keeps_those_with_a_tick(client):
    row = subscribed(ADDRESS, here(), here("buch"), here("weissensee"))
    page = client.get(page_of(row)).content.decode()

    response = client.post(
        page_of(row), {"art": "auswahl", "regions": [here("buch").pk]}
    )

    assert page.count('type="checkbox"') == page.count(" checked") == 3
    assert slugs_of(row) == {"buch"}
    assert "Weißensee" in response.content.decode()


def test_nobody_adds_a_stadtteil_with_the_link_of_a_mail(client):
    row = subscribed(ADDRESS, here(), here("buch"))

    client.post(page_of(row), {"art": "auswahl", "regions": [here("karow").pk]})

    assert slugs_of(row) == {"pankow-zentrum", "buch"}


def test_one_of_all_taken_away_leaves_the_others(client):
    row = subscribed(is_everywhere=True)
    shown = client.get(page_of(row)).context["regions"]

    kept = [region.pk for region in shown if region.slug != "buch"]
    client.post(page_of(row), {"art": "auswahl", "regions": kept})

    row.refresh_from_db()
    assert not row.is_everywhere
    assert slugs_of(row) == {region.slug for region in shown} - {"buch"}


def test_without_any_tick_it_ends(client):
    row = subscribed(ADDRESS, here(), here("buch"))

    client.post(page_of(row), {"art": "auswahl"})

    assert not Subscription.objects.exists()


@pytest.mark.parametrize("is_everywhere", (False, True))
def test_undo_brings_back_what_it_was_under_the_same_links(client, is_everywhere):
    row = subscribed(ADDRESS, here(), here("buch"), is_everywhere=is_everywhere)
    was = Subscription.objects.values().get()
    regions = set(row.regions.values_list("region_id", "since"))
    undo = undo_in(client.post(page_of(row)))

    response = client.post(RESTORE, {"undo": undo})
    client.post(RESTORE, {"undo": undo})

    assert response["Location"] == page_of(row)
    assert Subscription.objects.values().get() == was
    assert set(row.regions.values_list("region_id", "since")) == regions
    assert not SubscriptionProof.objects.exists()


def test_undo_of_a_change_brings_the_stadtteile_back(client):
    row = subscribed(is_everywhere=True)
    kept = {"art": "auswahl", "regions": [here().pk]}
    undo = undo_in(client.post(page_of(row), kept))

    client.post(RESTORE, {"undo": undo})

    row.refresh_from_db()
    assert row.is_everywhere


def test_undo_of_an_account_keeps_no_address(client):
    user = UserFactory()
    row = subscriptions.subscribe(user, choice=Choice(frozenset({here().pk})))
    undo = undo_in(client.post(page_of(row)))

    client.post(RESTORE, {"undo": undo})

    back = Subscription.objects.get()
    assert (back.pk, back.user, back.sealed) == (row.pk, user, None)


def test_undo_ends_after_an_hour_and_is_never_made_up(client, time_machine):
    row = subscribed()
    undo = undo_in(client.post(page_of(row)))
    time_machine.move_to(timezone.now() + timedelta(minutes=61))

    for key in (undo, "erfunden", "x" * 9_000, ""):
        response = client.post(RESTORE, {"undo": key})
        assert response["Location"] == "/rundbriefe/bestellen/"

    assert not Subscription.objects.exists()


def test_undo_does_not_bring_back_an_account_that_is_gone(client):
    user = UserFactory()
    row = subscriptions.subscribe(user, choice=Choice(is_everywhere=True))
    undo = undo_in(client.post(page_of(row)))
    user.is_active = False
    user.save()

    client.post(RESTORE, {"undo": undo})

    assert not Subscription.objects.exists()


def test_who_asked_anew_before_the_undo_has_one_subscription(client):
    row = subscribed()
    undo = undo_in(client.post(page_of(row)))
    anew = subscribed(ADDRESS, here("buch"))

    client.post(RESTORE, {"undo": undo})

    assert Subscription.objects.get() == anew
    assert slugs_of(anew) == {"buch", "pankow-zentrum"}


def test_mail_that_comes_back_for_good_is_the_last_one():
    row = subscribed()
    mail = mail_to(row, published())

    delivery.note_bounce(mail, is_permanent=True, code="5.1.1")

    row.refresh_from_db()
    assert row.bounced_at is not None
    assert not Subscription.objects.confirmed().exists()


@pytest.mark.parametrize("code", ("5.2.2", "5.7.1"))
def test_a_full_mailbox_or_a_filter_is_not_the_end(code):
    row = subscribed()
    mail = mail_to(row, published())

    delivery.note_bounce(mail, is_permanent=True, code=code)

    assert Subscription.objects.confirmed().get() == row


def test_a_mistyped_address_is_deleted_when_its_mail_comes_back():
    asked()
    mail = Delivery.objects.get()
    mail.state, mail.sent_at = DeliveryState.SENT, timezone.now()
    mail.save()

    delivery.note_bounce(mail, is_permanent=True, code="5.1.1")

    assert not Subscription.objects.exists()


def test_who_asks_again_after_a_bounce_is_written_to_again():
    user = UserFactory()
    row = subscriptions.subscribe(user, choice=Choice(is_everywhere=True))
    Subscription.objects.update(bounced_at=timezone.now())

    subscriptions.subscribe(user, choice=Choice(is_everywhere=True))

    assert Subscription.objects.confirmed().get() == row


def test_time_deletes_what_came_back_and_old_proofs():
    row = subscribed()
    Subscription.objects.update(bounced_at=timezone.now())

    leaving.tidy(timezone.now() + timedelta(days=91))

    proof = SubscriptionProof.objects.get()
    assert (proof.number, proof.reason) == (row.pk, EndReason.BOUNCED)

    leaving.tidy(timezone.now() + timedelta(days=3 * 365 - 1))
    assert SubscriptionProof.objects.exists()
    leaving.tidy(timezone.now() + timedelta(days=3 * 366 + 1))
    assert not SubscriptionProof.objects.exists()


def test_with_the_account_goes_what_its_address_asked_for():
    user = UserFactory(email=ADDRESS)
    subscriptions.subscribe(user, choice=Choice(frozenset({here().pk})))
    other = asked()
    entry = owndata.entry_for(Subscription)

    rows = list(entry.rows_of(user))
    entry.erase_for(user)

    assert [row["regions"] for row in rows] == [here().name] * 2
    assert other.pk
    assert not Subscription.objects.exists()
    assert SubscriptionProof.objects.get().reason == EndReason.ACCOUNT


def test_after_a_change_of_the_secret_links_and_addresses_still_work(client, settings):
    row = subscribed()
    url = page_of(row)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "ein ganz anderes Geheimnis"

    again = subscribed(ADDRESS, here("buch"))
    client.post(url)

    assert again == row
    assert not Subscription.objects.exists()
