"""What mail servers answer, what it means, and how long a message then waits."""

from datetime import timedelta

import pytest

from commons.delivery import answers, causes, patience
from commons.delivery.enums import Cause, Lane
from commons.delivery.smtp import Permanent, PostOffice, Temporary
from tests.commons.test_smtp import letter
from tests.mail_server import MailServer

# What large providers and Postfix really say.
TEMPORARY = (
    ("450 4.2.0 <x>: Recipient address rejected: Greylisted", Cause.GREYLISTED),
    ("451 4.7.1 Please try again later", Cause.GREYLISTED),
    ("450 4.7.28 Our system has detected an unusual rate", Cause.RATE),
    ("451 4.3.2 Too many connections, slow down", Cause.RATE),
    ("452 4.2.2 The email account is over quota", Cause.MAILBOX_FULL),
    ("452 Mailbox full", Cause.MAILBOX_FULL),
    ("450 4.1.1 <x>: unverified address", Cause.LATER),
    ("451 Try again later", Cause.LATER),
)
PERMANENT = (
    ("550 5.1.1 <x>: Recipient address rejected: User unknown", Cause.UNKNOWN),
    ("550 5.1.10 RESOLVER.ADR.RecipientNotFound", Cause.UNKNOWN),
    ("550 no such user here", Cause.UNKNOWN),
    ("550 5.2.1 The email account is disabled", Cause.UNKNOWN),
    ("554 5.7.1 Message rejected as spam", Cause.CONTENT),
    ("552 5.3.4 Message size exceeds fixed limit", Cause.CONTENT),
    ("550 Sender domain does not exist", Cause.REFUSED),
    ("550 5.1.8 Sender address rejected: Domain not found", Cause.REFUSED),
    ("553 Sorry, no", Cause.REFUSED),
)
# 5xx that pass: somebody empties the mailbox, an hour is over.
NOT_FOR_GOOD = (
    ("552 5.2.2 Mailbox is over quota", Cause.MAILBOX_FULL),
    ("552 Exceeded storage allocation", Cause.MAILBOX_FULL),
    ("550 5.4.5 Daily user sending limit exceeded", Cause.RATE),
)


def asked(answer):
    with MailServer() as server:
        server.handler.refused_recipients["amt@example.org"] = answer
        with PostOffice(server.url, "x.example") as office:
            office.send(letter())


@pytest.mark.parametrize(("answer", "cause"), (*TEMPORARY, *NOT_FOR_GOOD))
def test_what_passes_is_tried_again(answer, cause):
    with pytest.raises(Temporary) as refusal:
        asked(answer)

    assert refusal.value.cause == cause
    assert refusal.value.is_connection is False


@pytest.mark.parametrize(("answer", "cause"), PERMANENT)
def test_what_stays_is_not_tried_again(answer, cause):
    with pytest.raises(Permanent) as refusal:
        asked(answer)

    assert refusal.value.cause == cause


@pytest.mark.parametrize(
    ("status", "cause"),
    (
        ("5.1.1", Cause.UNKNOWN),
        ("5.2.2", Cause.MAILBOX_FULL),
        ("5.7.1", Cause.CONTENT),
        ("5.7.8", Cause.REFUSED),
        ("5.0.0", Cause.REFUSED),
        ("", Cause.REFUSED),
    ),
)
def test_what_the_status_of_a_returned_mail_means(status, cause):
    assert answers.cause_of_bounce(status, is_permanent=True) == cause


@pytest.mark.parametrize(
    ("cause", "pauses"),
    (
        (Cause.CONNECTION, (15, 30, 60)),
        (Cause.LATER, (15, 30, 60)),
        (Cause.GREYLISTED, (300, 600, 1200)),
        (Cause.RATE, (600, 1200, 2400)),
        (Cause.MAILBOX_FULL, (4 * 3600, 8 * 3600, 12 * 3600)),
    ),
)
def test_each_cause_has_its_patience(cause, pauses, settings, monkeypatch):
    monkeypatch.setattr(patience, "JITTER", (1, 1))
    settings.DELIVERY_BACKOFF = timedelta(seconds=15)

    waited = [patience.pause_after(number, cause) for number in (1, 2, 3)]

    assert [pause.total_seconds() for pause in waited] == list(pauses)


def test_a_code_never_waits_for_long(monkeypatch):
    monkeypatch.setattr(patience, "JITTER", (1, 1))

    pause = patience.pause_after(9, Cause.GREYLISTED, Lane.CODE)

    assert pause == timedelta(minutes=2)


def test_every_cause_has_words_and_advice():
    assert set(causes.WORDS) == {*Cause.values, causes.UNKNOWN_CAUSE}
    assert causes.words_of(None) == causes.WORDS[causes.UNKNOWN_CAUSE]
    assert all(words.title and words.advice for words in causes.WORDS.values())
