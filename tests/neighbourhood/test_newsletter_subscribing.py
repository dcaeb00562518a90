"""Asking for a Rundbrief: twice by mail, or once with an account."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.delivery import sealing
from commons.delivery.enums import DeliveryState, SuppressionReason
from commons.delivery.models import Delivery
from commons.delivery.services import suppress
from commons.notifications.services import addresses
from neighbourhood.newsletters.models import Subscription
from neighbourhood.newsletters.services import leaving, subscriptions
from neighbourhood.newsletters.services.subscriptions import Choice
from neighbourhood.newsletters.subscribing import PURPOSE, WORDS_VERSION
from tests.factories.accounts import UserFactory
from tests.keys import empty_keys
from tests.neighbourhood.reading_letters import (
    ADDRESS,
    FORM,
    asked,
    built,
    confirm_url,
    here,
    newest_mail,
    page_of,
    subscribed,
    typed,
)

pytestmark = pytest.mark.django_db
ASKED = "/rundbriefe/bestellen/postfach/"


@pytest.fixture(autouse=True)
def _at_leisure(settings):
    settings.SECONDS_TO_FILL = 0
    empty_keys()


def test_the_form_chooses_the_stadtteil_one_came_from(client):
    page = client.get(f"{FORM}?stadtteil=weissensee").content.decode()

    assert page.count("checked") == 1
    assert 'value="weissensee"' in page.split("checked")[0].rsplit("<input", 1)[1]


def test_an_address_is_asked_by_mail_and_lies_here_sealed(client):
    response = client.post(FORM, typed())

    row = Subscription.objects.get()
    delivery = newest_mail()
    assert (response.status_code, response["Location"]) == (302, ASKED)
    assert row.confirmed_at is None
    assert row.expires_at - row.requested_at == timedelta(hours=48)
    assert sealing.unseal(row.sealed, purpose=PURPOSE) == {"email": ADDRESS}
    assert ADDRESS not in str(Subscription.objects.values().get())
    assert ADDRESS not in str(Delivery.objects.values().get())
    assert built(delivery)["To"] == ADDRESS
    assert confirm_url(row) in built(delivery).get_body(("plain",)).get_content()


def test_the_mail_speaks_the_language_of_the_person(client):
    client.post(FORM, typed(), headers={"accept-language": "en"})

    row = Subscription.objects.get()
    html = built(newest_mail()).get_body(("html",)).get_content()
    assert row.language == "en"
    assert '<html lang="en"' in html


@pytest.mark.parametrize("method", ("get", "head"))
def test_a_scanner_that_opens_the_link_confirms_nothing(client, method):
    row = asked()

    response = getattr(client, method)(confirm_url(row))

    row.refresh_from_db()
    assert (response.status_code, row.confirmed_at) == (200, None)


def test_the_button_confirms_once_and_pressing_again_changes_nothing(client):
    row = asked()

    first = client.post(confirm_url(row))
    row.refresh_from_db()
    moment = row.confirmed_at
    second = client.post(confirm_url(row))

    row.refresh_from_db()
    assert first["Location"] == second["Location"] == page_of(row)
    assert (row.confirmed_at, row.expires_at) == (moment, None)
    assert row.words_version == WORDS_VERSION
    assert list(Subscription.objects.confirmed().for_region(here())) == [row]
    assert not Subscription.objects.confirmed().for_region(here("buch")).exists()


def test_after_two_days_the_button_confirms_nothing(client, time_machine):
    row = asked()
    time_machine.move_to(timezone.now() + timedelta(hours=48, minutes=1))

    page = client.post(confirm_url(row)).content.decode()

    assert "gilt nicht mehr" in page
    assert not Subscription.objects.confirmed().exists()


def test_what_nobody_confirmed_is_deleted_and_its_mail_goes_nowhere():
    row = asked()
    delivery = newest_mail()
    waits = asked("anders@example.net")

    gone = leaving.tidy(row.expires_at)
    leaving.tidy(waits.expires_at - timedelta(hours=1))

    delivery.refresh_from_db()
    assert gone >= 1
    assert not Subscription.objects.filter(pk=row.pk).exists()
    assert (delivery.address, delivery.state) == ("", DeliveryState.QUEUED)


def test_the_answer_does_not_tell_whether_an_address_is_known(client):
    subscribed()
    suppress("tot@example.net", reason=SuppressionReason.BOUNCED)
    addresses.mute("still@example.net")
    Delivery.objects.all().delete()

    answers = [
        client.post(FORM, typed(email=address))
        for address in (ADDRESS, "neu@example.net", "tot@example.net")
    ]
    answers.append(client.post(FORM, typed(email="still@example.net")))

    said = {(one.status_code, one["Location"], one.content) for one in answers}
    assert len(said) == 1
    assert Delivery.objects.count() == 2  # none to the closed and the silent one


def test_a_known_address_that_asks_again_gets_the_new_stadtteil_added():
    first = subscribed()

    second = subscribed(ADDRESS.upper(), here("buch"))

    assert second == first
    assert Subscription.objects.get() == first
    assert set(first.regions.values_list("region__slug", flat=True)) == {
        "buch",
        "pankow-zentrum",
    }


def test_nobodys_mailbox_is_flooded(client):
    for _ in range(5):
        Subscription.objects.update(requested_at=timezone.now() - timedelta(minutes=5))
        response = client.post(FORM, typed())
        assert response["Location"] == ASKED

    assert Delivery.objects.count() == 3


def test_a_double_click_sends_one_mail():
    asked()
    asked()
    asked(ADDRESS, here("buch"))

    assert Delivery.objects.count() == 2


def test_without_a_proof_of_work_one_device_asks_six_times_an_hour(client):
    answers = [
        client.post(FORM, typed(email=f"n{number}@example.net")) for number in range(11)
    ]

    assert [one.status_code for one in answers] == [302] * 6 + [422] * 5
    assert Subscription.objects.count() == 6


@pytest.mark.parametrize(
    ("changes", "field"),
    (
        ({"regions": []}, "regions"),
        ({"regions": ["nirgendwo"]}, "regions"),
        ({"email": "kein-postfach"}, "email"),
        ({"has_consent": ""}, "has_consent"),
    ),
)
def test_what_is_missing_is_said_and_nothing_is_kept(client, changes, field):
    response = client.post(FORM, typed(**changes))

    assert (response.status_code, list(response.context["form"].errors)) == (
        422,
        [field],
    )
    assert not Subscription.objects.exists()


def test_alle_means_those_that_are_still_to_come():
    row = subscribed(is_everywhere=True)

    for region in (here("buch"), here("weissensee")):
        assert list(Subscription.objects.confirmed().for_region(region)) == [row]


def test_with_an_account_one_press_is_enough(client, sign_in):
    user = UserFactory(language="en")
    sign_in(client, user)

    response = client.post("/rundbriefe/pankow-zentrum/bestellen/")

    row = Subscription.objects.confirmed().get()
    assert response["Location"] == "/rundbriefe/pankow-zentrum/"
    assert (row.user, row.sealed, row.reader_language) == (user, None, "en")
    assert not Delivery.objects.exists()


def test_without_an_account_the_one_press_leads_to_signing_in(client):
    response = client.post("/rundbriefe/pankow-zentrum/bestellen/")

    assert response.status_code == 302
    assert "/anmelden/" in response["Location"] or "login" in response["Location"]
    assert not Subscription.objects.exists()


def test_an_address_that_has_an_account_is_written_to_there():
    user = UserFactory(email=ADDRESS)

    row = subscribed()

    assert (row.user, row.sealed, row.mail_hash) == (user, None, None)


def test_a_subscription_moves_into_the_account_and_keeps_its_links():
    before = subscribed()
    user = UserFactory(email=ADDRESS)

    after = subscriptions.subscribe(user, choice=Choice(frozenset({here("buch").pk})))

    assert after.pk == before.pk
    assert Subscription.objects.get().user == user
    assert after.regions.count() == 2


def test_an_account_that_nobody_proved_gets_nobodys_subscription():
    user = UserFactory(email=ADDRESS)
    user.emailaddress_set.update(verified=False)

    row = subscribed()

    assert row.user is None


def test_who_is_not_active_any_more_gets_nothing():
    user = UserFactory()
    subscriptions.subscribe(user, choice=Choice(is_everywhere=True))
    user.is_active = False
    user.save()

    assert not Subscription.objects.confirmed().exists()


def test_forged_links_are_not_found(client):
    row = asked()

    for address in (
        "/rundbriefe/bestaetigen/1:abc/",
        page_of(row).replace("/abo/", "/bestaetigen/"),
        confirm_url(row).replace("/bestaetigen/", "/abo/"),
        f"/rundbriefe/abo/{'x' * 5000}/",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "host", ("localhost", "[127.0.0.1]", "[IPv6:::1]", "192.168.10.10")
)
def test_an_address_without_a_name_in_the_net_is_refused(client, host):
    response = client.post(FORM, typed(email=f"kanaria@{host}"))

    page = response.content.decode()
    assert (response.status_code, Subscription.objects.count()) == (422, 0)
    assert response.context["form"].errors.keys() == {"email"}
    assert "Bitte geben Sie eine vollständige E-Mail-Adresse ein." in page
