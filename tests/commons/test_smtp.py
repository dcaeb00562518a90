"""The dialogue with mail servers: encryption, sign-in, and what answers mean."""

import ipaddress
import ssl
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from commons.delivery import smtp
from commons.delivery.smtp import Permanent, PostOffice, Server, Temporary
from tests.mail_server import MailServer


@pytest.mark.parametrize(
    ("url", "server"),
    (
        ("smtp://mail.example", Server("smtp", "mail.example", 25)),
        ("smtp://127.0.0.1:8025", Server("smtp", "127.0.0.1", 8025)),
        (
            "smtps://post:p%40ss%3A@mail.example",
            Server("smtps", "mail.example", 465, "post", "p@ss:"),
        ),
        (
            "smtp+starttls://a%40b.example:x@mail.example:2525",
            Server("smtp+starttls", "mail.example", 2525, "a@b.example", "x"),
        ),
    ),
)
def test_smtp_urls(url, server):
    assert smtp.parse(url) == server


@pytest.mark.parametrize("url", ("mail.example", "http://mail.example", "smtp://", ""))
def test_other_urls_are_refused_in_words(url):
    with pytest.raises(ValueError, match="SMTP_URL must be"):
        smtp.parse(url)


def letter(to="amt@example.org"):
    message = EmailMessage(policy=SMTP)
    message["To"], message["Subject"] = to, "Betreff"
    message.set_content("Text")
    return message


def send(url, *letters):
    with PostOffice(url, "bindeglied.example") as office:
        for one in letters or (letter(),):
            office.send(one)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate of its own for 127.0.0.1, as one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = timezone.now()
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@pytest.fixture
def starttls_server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with MailServer(tls_context=context, require_starttls=True) as server:
        yield server


def test_a_mail_goes_under_starttls(starttls_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    send(starttls_server.url.replace("smtp://", "smtp+starttls://"))

    assert [mail.to for mail in starttls_server.mails] == ["amt@example.org"]


def test_a_server_with_a_strange_certificate_gets_nothing(starttls_server):
    with pytest.raises(Temporary, match="CERTIFICATE_VERIFY_FAILED") as refusal:
        send(starttls_server.url.replace("smtp://", "smtp+starttls://"))

    assert refusal.value.is_connection
    assert starttls_server.mails == []


def test_a_server_that_cannot_starttls_gets_nothing():
    with MailServer() as server:
        with pytest.raises(Temporary) as refusal:
            send(server.url.replace("smtp://", "smtp+starttls://"))

        assert refusal.value.is_connection
        assert server.mails == []


def signed_in(server, session, envelope, mechanism, data):
    is_ours = (data.login, data.password) == (b"post", b"p@ss")
    return AuthResult(success=is_ours, handled=is_ours)


@pytest.fixture
def sign_in_server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with MailServer(
        tls_context=context, authenticator=signed_in, auth_required=True
    ) as server:
        yield server


def test_a_user_signs_in(sign_in_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    send(sign_in_server.url.replace("smtp://", "smtp+starttls://post:p%40ss@"))

    assert len(sign_in_server.mails) == 1


def test_a_wrong_password_blames_no_message(sign_in_server, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))

    with pytest.raises(Temporary, match="535") as refusal:
        send(sign_in_server.url.replace("smtp://", "smtp+starttls://post:wrong@"))

    assert refusal.value.is_connection


def test_a_sign_in_that_was_forgotten_blames_no_message(sign_in_server):
    with pytest.raises(Temporary, match="530") as refusal:
        send(sign_in_server.url)

    assert refusal.value.is_connection


@pytest.mark.parametrize(
    ("answer", "kind", "is_connection"),
    (
        ("451 Try later", Temporary, False),
        ("421 Going down", Temporary, True),
        ("552 Too large", Permanent, False),
        ("554 5.7.1 Spam", Permanent, False),
    ),
)
def test_what_answers_mean(answer, kind, is_connection):
    with MailServer() as server:
        server.handler.answer = answer
        with pytest.raises(kind, match=answer[:3]) as refusal:
            send(server.url)

    assert getattr(refusal.value, "is_connection", False) is is_connection


def test_an_address_the_server_cannot_spell_fails_alone():
    with MailServer() as server, PostOffice(server.url, "x.example") as office:
        with pytest.raises(Permanent):
            office.send(letter("müller@example.org"))
        office.send(letter())

        assert [mail.to for mail in server.mails] == ["amt@example.org"]


def test_a_connection_is_changed_before_servers_tire_of_it(monkeypatch):
    monkeypatch.setattr(smtp, "MESSAGES_EACH_CONNECTION", 2)
    with MailServer() as server:
        send(server.url, *(letter() for _ in range(5)))

        assert (len(server.mails), server.handler.connections) == (5, 3)
