"""Mail that comes back: whose it was, what becomes of it, and of the address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commons.audit.models import AuditEntry
from commons.delivery import envelopes, reaper, results, sender, services
from commons.delivery.enums import Cause, DeliveryState, Lane, SuppressionReason
from commons.delivery.models import Delivery, Suppression
from commons.errors import RuleViolation
from tests.factories.accounts import UserFactory
from tests.factories.delivery import DeliveryFactory, FailedFactory

pytestmark = pytest.mark.django_db
REPLIES = "vorgang@bindeglied.example"


@pytest.fixture(autouse=True)
def _replies(settings):
    settings.REPLY_ADDRESS = REPLIES


def test_each_delivery_has_a_return_path_of_its_own():
    first, second = DeliveryFactory(), DeliveryFactory()

    paths = [envelopes.envelope_sender(one) for one in (first, second)]

    assert paths[0].startswith(f"vorgang+b{first.pk}.")
    assert paths[0].endswith("@bindeglied.example")
    assert [envelopes.delivery_of_envelope(path) for path in paths] == [first, second]


def test_a_return_path_is_read_however_it_is_spelled():
    delivery = DeliveryFactory()
    path = envelopes.envelope_sender(delivery)

    assert envelopes.delivery_of_envelope(f" <{path.upper()}> ") == delivery


@pytest.mark.parametrize(
    "path",
    (
        "vorgang@bindeglied.example",
        "vorgang+b1@bindeglied.example",
        "vorgang+b1.0123456789abcdef@bindeglied.example",
        "vorgang+b99999999999999999999.0123456789abcdef@bindeglied.example",
        "",
    ),
)
def test_a_forged_return_path_is_nobodys(path):
    DeliveryFactory(pk=1)

    assert envelopes.delivery_of_envelope(path) is None


def test_a_return_path_outlives_a_change_of_the_secret(settings):
    delivery = DeliveryFactory()
    path = envelopes.envelope_sender(delivery)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"

    assert envelopes.delivery_of_envelope(path) == delivery


def test_what_comes_back_from_an_accounts_old_address_closes_no_new_one():
    person = UserFactory(email="alt@example.org")
    path = envelopes.envelope_sender(DeliveryFactory(to_address="", to_user=person))
    assert envelopes.delivery_of_envelope(path) is not None

    person.email = "neu@example.org"
    person.save()

    assert envelopes.delivery_of_envelope(path) is None


def test_without_an_address_for_replies_the_common_one_is_the_return_path(settings):
    settings.REPLY_ADDRESS = ""

    path = envelopes.envelope_sender(DeliveryFactory())

    assert path == "post@bindeglied.example"
    assert envelopes.delivery_of_envelope(path) is None


def test_a_bounce_of_an_unknown_user_fails_the_delivery_and_closes_the_address(hooks):
    told = []
    hooks("test.letter", on_bounced=lambda row: told.append(row.pk))
    sent = DeliveryFactory(in_state="sent", to_address="weg@example.org")

    services.note_bounce(sent, is_permanent=True, code="5.1.1 (unknown)")
    services.note_bounce(sent, is_permanent=True, code="5.1.1")

    sent.refresh_from_db()
    assert (sent.state, sent.cause) == (DeliveryState.FAILED, Cause.UNKNOWN)
    assert (sent.bounce_code, sent.last_error) == ("5.1.1", "Kam zurück: 5.1.1")
    assert told == [sent.pk]
    suppression = Suppression.objects.get()
    assert (suppression.masked, suppression.code) == ("w…g@example.org", "5.1.1")
    assert AuditEntry.objects.get().verb == "delivery.bounced"


def test_without_a_hook_of_its_own_a_bounce_is_a_failure_to_the_owner(hooks):
    told = []
    hooks("test.letter", on_failed=lambda row: told.append(row.pk))
    sent = DeliveryFactory(in_state="sent")

    services.note_bounce(sent, is_permanent=True, code="5.7.1")

    assert told == [sent.pk]
    assert not Suppression.objects.exists()


def test_a_delay_is_noted_and_changes_nothing():
    sent = DeliveryFactory(in_state="sent")

    services.note_bounce(sent, is_permanent=False, code="4.4.7")

    sent.refresh_from_db()
    assert (sent.state, sent.bounce_code) == (DeliveryState.SENT, "4.4.7")
    assert not AuditEntry.objects.exists()


def test_a_bounce_of_what_is_sent_anew_is_left_alone():
    waiting = DeliveryFactory()

    services.note_bounce(waiting, is_permanent=True, code="5.1.1")

    waiting.refresh_from_db()
    assert (waiting.state, waiting.bounced_at) == (DeliveryState.QUEUED, None)


def test_a_bounce_that_is_quicker_than_our_commit_is_not_lost():
    sending = DeliveryFactory(in_state="sending")
    services.note_bounce(sending, is_permanent=True, code="5.1.1")

    results.write(sending, results.Result(DeliveryState.SENT))

    sending.refresh_from_db()
    assert (sending.state, sending.cause) == (DeliveryState.FAILED, Cause.UNKNOWN)


def test_what_the_server_had_is_sent_even_if_its_worker_died_then():
    sending = DeliveryFactory(in_state="sending")
    assert results.accept(sending) is True
    Delivery.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    reaper.reap()

    sending.refresh_from_db()
    assert (sending.state, sending.sent_at) == ("sent", sending.accepted_at)


def test_the_same_key_makes_the_same_message_id_again():
    first = services.enqueue(
        key="letter:1", renderer="test.letter", to_address="a@example.org"
    )
    identity = first.message_id
    first.delete()

    again = services.enqueue(
        key="letter:1", renderer="test.letter", to_address="a@example.org"
    )
    other = services.enqueue(
        key="letter:2", renderer="test.letter", to_address="a@example.org"
    )

    assert again.message_id == identity != other.message_id
    assert "letter" not in identity


def closed(address="a@example.org", **fields):
    reason = fields.pop("reason", SuppressionReason.BOUNCED)
    suppression = services.suppress(address, reason=reason, code="5.1.1")
    Suppression.objects.filter(pk=suppression.pk).update(**fields)
    return suppression


def attempted(delivery):
    """What is decided before anybody is connected to."""
    return sender.hold_back(delivery)


def test_a_closed_address_is_not_tried_and_the_row_says_why():
    closed()

    result = attempted(DeliveryFactory(to_address="A@Example.org"))

    assert (result.state, result.cause) == (DeliveryState.FAILED, Cause.SUPPRESSED)
    assert result.reason == "Gesperrt: Mails kamen zurück"


def test_a_newsletter_to_a_closed_address_is_nobodys_task():
    closed(reason=SuppressionReason.ASKED)

    result = attempted(DeliveryFactory(to_address="a@example.org", lane=Lane.BULK))

    assert result.state == DeliveryState.RECALLED


def test_a_code_is_tried_once_a_day_unless_somebody_asked_for_silence():
    suppression = closed()
    code = DeliveryFactory(to_address="a@example.org", lane=Lane.CODE)

    first, second = attempted(code), attempted(code)
    Suppression.objects.update(tried_at=timezone.now() - timedelta(days=1))
    tomorrow = attempted(code)
    Suppression.objects.filter(pk=suppression.pk).update(
        reason=SuppressionReason.ASKED, tried_at=None
    )

    assert (first, tomorrow) == (None, None)
    assert second.cause == Cause.SUPPRESSED
    assert attempted(code).cause == Cause.SUPPRESSED


@pytest.mark.parametrize(
    "over",
    ({"until": timezone.now()}, {"lifted_at": timezone.now(), "lifted_because": "x"}),
)
def test_a_suppression_that_is_over_forbids_nothing(over):
    closed(**over)

    assert services.find_suppression("a@example.org") is None


def test_a_second_bounce_prolongs_the_first():
    first = closed(until=timezone.now() + timedelta(days=1))

    again = services.suppress(
        "a@example.org", reason=SuppressionReason.BOUNCED, code="5.1.2"
    )

    assert (again.pk, again.code) == (first.pk, "5.1.2")
    assert again.until > timezone.now() + timedelta(days=179)


def test_a_wish_for_silence_stays_when_mail_bounces_later():
    closed(reason=SuppressionReason.ASKED)

    again = services.suppress("a@example.org", reason=SuppressionReason.BOUNCED)

    assert (again.reason, again.until) == (SuppressionReason.ASKED, None)


def test_lifting_says_who_and_why_and_happens_once():
    suppression, clerk = closed(), UserFactory()

    services.lift(suppression, because="Postfach gibt es wieder", by=clerk)

    suppression.refresh_from_db()
    assert services.find_suppression("a@example.org") is None
    assert suppression.lifted_by == clerk
    with pytest.raises(RuleViolation):
        services.lift(suppression, because="noch einmal", by=clerk)
    assert closed().pk != suppression.pk


def test_no_address_lies_in_the_table_of_suppressions():
    closed("nachbarin@example.org")

    row = Suppression.objects.values().get()

    assert "nachbarin" not in str(row)


def test_erasing_a_person_forgets_that_their_address_was_closed():
    user = UserFactory(email="nachbarin@example.org")
    closed("nachbarin@example.org")
    FailedFactory(first_address="Nachbarin@example.org")

    services.forget(user)

    assert not Suppression.objects.exists()
    assert Delivery.objects.get().first_address is None
