"""How fast the outbox flows: buckets, turns, and a provider that asks for less."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.delivery import pace, reaper, sender
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Bucket, Delivery
from commons.delivery.pace import Limits, Rate
from tests.factories.delivery import DeliveryFactory

MINUTE = timedelta(minutes=1)
FAST = Rate(timedelta(milliseconds=1), 1_000)


@pytest.fixture
def empty_outbox(own_database):
    Delivery.objects.all().delete()
    Bucket.objects.all().delete()


@pytest.fixture
def limits(monkeypatch):
    """Two at once to a recipient and three to a domain, then one a minute."""
    slow = Limits(everybody=FAST, domain=Rate(MINUTE, 3), recipient=Rate(MINUTE, 2))
    code = Limits(everybody=FAST, domain=None, recipient=Rate(MINUTE, 5))
    for lane, of_lane in ((Lane.STANDARD, slow), (Lane.BULK, slow), (Lane.CODE, code)):
        monkeypatch.setitem(pace.LIMITS, lane, of_lane)


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.django_db
def test_turns_lie_one_step_apart_once_the_burst_is_used_up(limits):
    mails = [DeliveryFactory.build(to_address="a@example.org") for _ in range(4)]

    turns = [pace.turn_of(mail, "a@example.org") for mail in mails]

    now = timezone.now()
    waits = [round((turn - now) / MINUTE, 1) for turn in turns if turn]
    assert turns[:2] == [None, None]
    assert waits == [1, 2]


@pytest.mark.django_db
def test_capitals_and_spelling_of_a_domain_make_no_other_recipient(limits):
    for address in ("Amt@Example.org", "amt@example.org"):
        pace.turn_of(DeliveryFactory.build(), address)

    assert pace.turn_of(DeliveryFactory.build(), "AMT@example.ORG") is not None


@pytest.mark.django_db
def test_a_bucket_tells_nobody_whose_it_is(limits):
    pace.turn_of(DeliveryFactory.build(), "nachbarin@familie.example")

    keys = " ".join(Bucket.objects.values_list("key", flat=True))

    assert "nachbarin" not in keys
    assert "familie" not in keys


@pytest.mark.django_db
def test_lanes_do_not_hold_each_other_up(limits):
    for _ in range(9):
        pace.turn_of(DeliveryFactory.build(lane=Lane.BULK), "a@example.org")

    standard = pace.turn_of(DeliveryFactory.build(), "a@example.org")
    code = pace.turn_of(DeliveryFactory.build(lane=Lane.CODE), "a@example.org")

    assert (standard, code) == (None, None)


@pytest.mark.django_db
def test_codes_to_one_recipient_are_capped(limits):
    turns = [
        pace.turn_of(DeliveryFactory.build(lane=Lane.CODE), "a@example.org")
        for _ in range(6)
    ]

    assert [turn is None for turn in turns] == [True] * 5 + [False]


def test_whoever_comes_too_early_waits_once_and_loses_no_attempt(
    server, limits, empty_outbox
):
    DeliveryFactory.create_batch(3, to_address="a@example.org")

    first = sender.send_due()
    third = Delivery.objects.get(state=DeliveryState.QUEUED)
    Delivery.objects.filter(pk=third.pk).update(next_attempt_at=timezone.now())
    sender.send_due()

    assert first.sent == 2
    assert (third.attempts, third.turn_at == third.next_attempt_at) == (0, True)
    assert third.last_error == ""
    assert states() == [DeliveryState.SENT] * 3


def test_a_code_whose_turn_would_come_too_late_fails_and_says_so(
    server, limits, empty_outbox, monkeypatch
):
    slow = Limits(everybody=FAST, domain=None, recipient=Rate(timedelta(hours=1), 1))
    monkeypatch.setitem(pace.LIMITS, Lane.CODE, slow)
    DeliveryFactory.create_batch(2, to_address="a@example.org", lane=Lane.CODE)

    sender.send_due()

    assert states() == [DeliveryState.SENT, DeliveryState.FAILED]
    assert Delivery.objects.latest("pk").cause == "rate"


def test_a_provider_that_asks_for_less_is_left_in_peace(server, limits, empty_outbox):
    server.handler.refused_recipients["a@example.org"] = "450 4.7.28 unusual rate"
    DeliveryFactory(to_address="a@example.org")
    sender.send_due()
    neighbour = DeliveryFactory(to_address="b@example.org")
    stranger = DeliveryFactory(to_address="c@example.net")

    sender.send_due()

    neighbour.refresh_from_db()
    stranger.refresh_from_db()
    assert (neighbour.state, stranger.state) == ("queued", "sent")
    assert neighbour.turn_at - timezone.now() > timedelta(minutes=5)


@pytest.mark.django_db
def test_buckets_that_have_run_out_are_forgotten():
    old = timezone.now() - timedelta(days=2)
    Bucket.objects.create(key="old", free_at=old)
    Bucket.objects.create(key="new", free_at=timezone.now())

    reaper.tidy()

    assert [bucket.key for bucket in Bucket.objects.all()] == ["new"]
