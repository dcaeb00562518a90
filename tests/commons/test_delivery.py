"""The outbox: writing, taking back, trying again."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.audit.models import AuditEntry
from commons.delivery import renderers, sealing, services, workflow
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from tests.factories.delivery import DeliveryFactory, FailedFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def resident():
    return User.objects.create_user("bewohnerin@example.org")


def test_enqueue_writes_one_row_for_a_key(resident):
    first = services.enqueue(
        key="letter:1", renderer="test.letter", params={"id": 1}, to_user=resident
    )
    second = services.enqueue(
        key="letter:1", renderer="test.letter", params={"id": 2}, to_user=resident
    )

    assert (second.pk, second.params) == (first.pk, {"id": 1})
    assert Delivery.objects.count() == 1
    assert first.message_id.startswith("<")
    assert first.message_id.endswith("@bindeglied.example>")


def test_enqueue_refuses_an_unknown_renderer_and_a_mail_to_nobody(resident):
    with pytest.raises(KeyError):
        services.enqueue(key="a", renderer="test.unknown", to_user=resident)
    with pytest.raises(ValueError, match="account or an address"):
        services.enqueue(key="a", renderer="test.letter")

    assert Delivery.objects.count() == 0


def test_enqueue_wakes_the_sender_once_it_is_committed(
    resident, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        services.enqueue(key="a", renderer="test.letter", to_user=resident)
        services.enqueue(key="a", renderer="test.letter", to_user=resident)

    assert [callback.args for callback in callbacks] == [("delivery.send_due",)]


def test_enqueue_leaves_what_is_far_away_to_the_sweep(
    resident, django_capture_on_commit_callbacks
):
    tomorrow = timezone.now() + timedelta(days=1)

    with django_capture_on_commit_callbacks() as callbacks:
        delivery = services.enqueue(
            key="a", renderer="test.letter", to_user=resident, not_before=tomorrow
        )

    assert callbacks == []
    assert delivery.next_attempt_at == tomorrow


def test_enqueue_all_tells_the_ids_of_new_and_known_rows(resident):
    known = DeliveryFactory(key="letter:0")
    rows = [
        services.prepare(
            key=f"letter:{number}", renderer="test.letter", to_user_id=resident.pk
        )
        for number in range(3)
    ]

    ids = services.enqueue_all(rows)

    assert set(ids) == {"letter:0", "letter:1", "letter:2"}
    assert ids["letter:0"] == known.pk
    assert Delivery.objects.count() == 3


def test_a_code_is_nowhere_in_the_row():
    delivery = services.enqueue(
        key="code:1",
        renderer="test.letter",
        to_address="neu@example.org",
        lane=Lane.CODE,
        body={"code": "QWERTZ"},
    )

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(d)::text FROM delivery_delivery d")
        assert "QWERTZ" not in cursor.fetchone()[0]
    assert services.body_of(delivery) == {"code": "QWERTZ"}


def test_a_sealed_body_opens_with_a_key_that_was_replaced(settings):
    settings.SECRET_KEY = "the old key"
    sealed = sealing.seal({"code": "1"})

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new key", ["the old key"]

    assert sealing.unseal(sealed) == {"code": "1"}


def test_recall_stops_what_has_not_gone_and_wipes_its_code():
    waiting = services.enqueue(
        key="code:1",
        renderer="test.letter",
        to_address="neu@example.org",
        body={"code": "QWERTZ"},
    )

    assert services.recall(waiting) is True

    waiting.refresh_from_db()
    assert (waiting.state, waiting.sealed_params) == (DeliveryState.RECALLED, None)
    with pytest.raises(renderers.Withdrawn):
        services.body_of(waiting)


@pytest.mark.parametrize("state", ("sent", "sending", "recalled"))
def test_recall_says_when_it_is_too_late(state):
    delivery = DeliveryFactory(in_state=state)

    assert services.recall(delivery) is False

    delivery.refresh_from_db()
    assert delivery.state == state


def test_retry_queues_a_failure_again_under_its_message_id(resident):
    failed = FailedFactory(attempts=9)

    again = services.retry(failed, by=resident)

    assert (again.state, again.attempts) == (DeliveryState.QUEUED, 0)
    assert again.message_id == failed.message_id
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.by_id, entry.target_id) == (
        "delivery.retried",
        resident.pk,
        failed.pk,
    )


@pytest.mark.parametrize("state", ("queued", "sending", "sent", "recalled"))
def test_retry_refuses_what_has_not_failed(state, resident):
    with pytest.raises(RuleViolation) as refusal:
        services.retry(DeliveryFactory(in_state=state), by=resident)

    assert refusal.value.code == "delivery_not_failed"


def test_retry_refuses_a_wiped_code(resident):
    failed = FailedFactory(wiped_at=timezone.now())

    with pytest.raises(RuleViolation) as refusal:
        services.retry(failed, by=resident)

    assert refusal.value.code == "delivery_wiped"


def test_forget_takes_a_person_out_of_the_outbox(resident):
    waiting = DeliveryFactory(to_user=resident, to_address="")
    failed = FailedFactory(to_user=resident)
    sent = DeliveryFactory(in_state="sent", to_user=resident)
    foreign = DeliveryFactory()

    services.forget(resident)

    states = {row.pk: row.state for row in Delivery.objects.all()}
    assert states == {
        waiting.pk: DeliveryState.RECALLED,
        failed.pk: DeliveryState.RECALLED,
        sent.pk: DeliveryState.SENT,
        foreign.pk: DeliveryState.QUEUED,
    }
    assert not Delivery.objects.filter(to_user=resident).exists()
    assert list(Delivery.objects.exclude(to_address="")) == [foreign]


@pytest.mark.parametrize(
    "broken",
    (
        {"state": "sending"},
        {"state": "sent"},
        {"state": "failed"},
        {"lease_until": timezone.now()},
        {"to_address": ""},
    ),
)
def test_the_database_refuses_rows_that_cannot_be(broken):
    delivery = DeliveryFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk).update(**broken)


def test_every_waiting_state_has_an_exit_and_every_state_is_reached():
    reached = set().union(*workflow.MAY_FOLLOW.values())

    assert set(workflow.MAY_FOLLOW) == set(DeliveryState)
    assert reached == set(DeliveryState)
    waiting = set(DeliveryState) - workflow.ENDED
    assert all(workflow.MAY_FOLLOW[state] for state in waiting)
