"""The demo's mail server keeps what it accepted and says so when it can't."""

import smtplib
from email.message import EmailMessage

import pytest

from config.mailbox import serve
from tests.config.running import free_port


@pytest.fixture
def mailbox(tmp_path):
    port, folder = free_port(), tmp_path / "mail"
    controller = serve(port, folder)
    yield folder, port
    controller.stop()


def mail(subject):
    message = EmailMessage()
    message["Subject"] = subject
    message["From"], message["To"] = "spk@example.org", "amt@example.org"
    message.set_content("Grüße aus dem Stadtteil")
    return message


def test_each_mail_is_one_file_in_the_order_of_arrival(mailbox):
    folder, port = mailbox
    with smtplib.SMTP("127.0.0.1", port, timeout=10) as server:
        for subject in ("first", "second"):
            server.send_message(
                mail(subject), to_addrs=["amt@example.org", "x@example.org"]
            )

    stored = [path.read_bytes() for path in sorted(folder.iterdir())]

    assert [text.splitlines()[:2] for text in stored] == [
        [b"X-Envelope-To: amt@example.org, x@example.org", b"Subject: first"],
        [b"X-Envelope-To: amt@example.org, x@example.org", b"Subject: second"],
    ]


def test_a_mail_that_cannot_be_stored_is_refused_for_now(mailbox):
    folder, port = mailbox
    folder.rmdir()

    with (
        smtplib.SMTP("127.0.0.1", port, timeout=10) as server,
        pytest.raises(smtplib.SMTPDataError) as refusal,
    ):
        server.send_message(mail("lost"))

    assert refusal.value.smtp_code == 452
