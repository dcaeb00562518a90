"""Sending against a real mail server; the rows are committed, so no `db` here."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from commons.accounts.models import User
from commons.delivery import patience, renderers, sender
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.delivery.services import body_of, enqueue
from commons.files.models import StoredFile
from tests.factories.delivery import DeliveryFactory

pytestmark = pytest.mark.usefixtures("own_database")
PDF = b"%PDF-1.7 a dossier"


@pytest.fixture(autouse=True)
def _empty_outbox(own_database):
    Delivery.objects.all().delete()
    User.objects.all().delete()


def states():
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def stored_pdf(name="Dossier.pdf"):
    path = default_storage.save("test.pdf", ContentFile(PDF))
    return StoredFile.objects.create(
        purpose="test",
        kind="document",
        name=name,
        mime="application/pdf",
        sha256="0" * 64,
        size=len(PDF),
        path=path,
        created_at=timezone.now(),
    )


def test_send_due_sends_text_html_and_attachment(server, render, settings):
    key = render(
        lambda delivery: renderers.Rendered(
            subject="Überweg Rosenthaler Straße",
            text="Guten Tag,\nein Überweg fehlt.\n",
            html="<p>Ein Überweg fehlt.</p>",
            reply_to="vorgang@bindeglied.example",
        )
    )
    delivery = enqueue(
        key="a",
        renderer=key,
        to_address="amt@example.org",
        attachments=[stored_pdf()],
    )

    run = sender.send_due()

    assert (run.sent, run.has_more, states()) == (1, False, [DeliveryState.SENT])
    (mail,) = server.mails
    message = mail.message
    assert (mail.to, mail.sender) == ("amt@example.org", "post@bindeglied.example")
    assert message["Message-ID"] == delivery.message_id
    assert message["To"] == "amt@example.org"
    assert message["From"] == settings.MAIL_FROM
    assert message["Subject"] == "Überweg Rosenthaler Straße"
    assert message["Reply-To"] == "vorgang@bindeglied.example"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime.utcoffset() is not None
    assert message.get_body(("plain",)).get_content() == (
        "Guten Tag,\nein Überweg fehlt.\n"
    )
    assert "Überweg" in message.get_body(("html",)).get_content()
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "Dossier.pdf"
    assert (attachment.get_content_type(), attachment.get_content()) == (
        "application/pdf",
        PDF,
    )


def test_a_hostile_subject_or_file_name_ends_no_header(server, render):
    evil = "Idee\r\nBcc: victim@example.org\r\n\r\nBuy now"
    key = render(lambda delivery: renderers.Rendered(subject=evil, text="Text"))
    enqueue(
        key="a",
        renderer=key,
        to_address="amt@example.org",
        attachments=[stored_pdf(name=f"{evil}.pdf")],
    )

    sender.send_due()

    message = server.mails[0].message
    assert message["Bcc"] is None
    assert message["Subject"] == "Idee Bcc: victim@example.org Buy now"
    (attachment,) = message.iter_attachments()
    assert "\n" not in attachment.get_filename()
    assert message.get_body(("plain",)).get_content() == "Text\n"


def test_a_renderer_sets_no_header_that_is_not_its_own(server, render):
    key = render(
        lambda delivery: renderers.Rendered("Betreff", "Text", headers=(("Bcc", "x"),))
    )
    enqueue(key="a", renderer=key, to_address="amt@example.org")

    sender.send_due()

    assert (server.mails, states()) == ([], [DeliveryState.FAILED])


@pytest.mark.parametrize(
    "address",
    ("no address", "a@b@c@", "@example.org", "x@", "a@exa mple.org", "a\n@example.org"),
)
def test_a_bad_address_fails_visibly_and_holds_up_nobody(server, address):
    broken = DeliveryFactory(to_address=address)
    DeliveryFactory()

    sender.send_due()

    broken.refresh_from_db()
    assert states() == [DeliveryState.FAILED, DeliveryState.SENT]
    assert broken.last_error == "Die Adresse ist keine E-Mail-Adresse"


def test_a_domain_with_an_umlaut_is_spelled_as_mail_servers_do(server):
    DeliveryFactory(to_address="amt@müller.example")

    sender.send_due()

    assert server.mails[0].to == "amt@xn--mller-kva.example"


def test_a_refused_recipient_fails_and_the_others_are_served(server):
    refused = DeliveryFactory(to_address="gone@example.org")
    DeliveryFactory.create_batch(2)
    server.handler.refused_recipients["gone@example.org"] = (
        "550 gone@example.org does not exist"
    )

    sender.send_due()

    refused.refresh_from_db()
    assert states() == [DeliveryState.FAILED, DeliveryState.SENT, DeliveryState.SENT]
    assert refused.last_error == "550 <Adresse> does not exist"
    assert refused.failed_at is not None
    assert server.handler.connections == 1


def test_a_temporary_refusal_waits_longer_each_time(server, settings, monkeypatch):
    monkeypatch.setattr(patience, "JITTER", (1, 1))
    settings.DELIVERY_BACKOFF = timedelta(seconds=10)
    server.handler.answer = "451 Try later"
    delivery = DeliveryFactory()
    pauses = []

    for _ in range(12):
        before = timezone.now()
        Delivery.objects.update(next_attempt_at=before)
        sender.send_due()
        delivery.refresh_from_db()
        pauses.append(round((delivery.next_attempt_at - before).total_seconds()))

    assert pauses[:4] == [10, 20, 40, 80]
    assert pauses[-1] == 3600
    assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, 12)
    assert delivery.last_error == "451 Try later"


@pytest.mark.parametrize(
    ("lane", "age"),
    ((Lane.CODE, timedelta(minutes=15)), (Lane.STANDARD, timedelta(days=5))),
)
def test_waiting_ends_with_a_visible_failure(server, lane, age):
    server.handler.answer = "451 Try later"
    begun = timezone.now() - age
    delivery = DeliveryFactory(lane=lane, created_at=begun)

    sender.send_due()

    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == ("failed", "451 Try later")


def test_a_server_that_is_away_costs_three_attempts_not_all(settings):
    settings.SMTP_URL = "smtp://127.0.0.1:1"
    DeliveryFactory.create_batch(6)

    run = sender.send_due()

    assert run.tried == 3
    assert states() == [DeliveryState.QUEUED] * 6
    assert list(Delivery.objects.order_by("pk").values_list("attempts", flat=True)) == [
        1,
        1,
        1,
        0,
        0,
        0,
    ]


def test_a_dropped_connection_is_opened_anew_for_the_next(server):
    DeliveryFactory(to_address="first@example.org")
    server.handler.is_dropping = True
    sender.send_due()
    server.handler.is_dropping = False
    Delivery.objects.update(next_attempt_at=timezone.now())
    DeliveryFactory(to_address="second@example.org")

    sender.send_due()

    assert states() == [DeliveryState.SENT, DeliveryState.SENT]
    assert [mail.to for mail in server.mails] == [
        "first@example.org",
        "second@example.org",
    ]


def test_what_lost_its_reason_or_its_person_is_recalled(server, render):
    def withdraw(delivery):
        raise renderers.Withdrawn

    gone = User.objects.create_user("gone@example.org", is_active=False)
    enqueue(key="a", renderer=render(withdraw), to_address="a@example.org")
    DeliveryFactory(to_user=gone, to_address="")

    sender.send_due()

    assert (server.mails, states()) == ([], [DeliveryState.RECALLED] * 2)


def test_a_renderer_that_breaks_fails_its_own_message_only(server, render):
    def broken(delivery):
        return 1 / 0

    enqueue(key="a", renderer=render(broken), to_address="a@example.org")
    DeliveryFactory()

    sender.send_due()

    assert states() == [DeliveryState.FAILED, DeliveryState.SENT]
    assert Delivery.objects.earliest("pk").last_error == "Vorlage: ZeroDivisionError"


def test_what_another_version_wrote_waits_for_a_worker_that_knows_it(server, render):
    """During an update a worker of the old version meets mails of the new one."""
    DeliveryFactory(renderer="test.own", to_address="a@example.org")
    sender.send_due()
    met = Delivery.objects.get()

    render(lambda _delivery: renderers.Rendered("Neu", "Seit dieser Version."))
    Delivery.objects.update(next_attempt_at=timezone.now())
    sender.send_due()

    assert (met.state, met.attempts) == (DeliveryState.QUEUED, 1)
    assert met.last_error == "Diese Version kennt die Vorlage test.own nicht"
    assert [mail.to for mail in server.mails] == ["a@example.org"]


def test_a_code_is_wiped_when_it_has_gone(server, render):
    def words(delivery):
        return renderers.Rendered("Ihr Code", body_of(delivery)["code"])

    enqueue(
        key="a",
        renderer=render(words),
        to_address="a@example.org",
        lane=Lane.CODE,
        body={"code": "QWERTZ"},
    )

    sender.send_due()

    row = Delivery.objects.get()
    assert server.mails[0].message.get_content() == "QWERTZ\n"
    assert (row.state, row.sealed_params) == (DeliveryState.SENT, None)
    assert row.wiped_at is not None
