"""The list of failures for staff, and the demo's inbox for everybody."""

from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.delivery import queries
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.delivery.panels import failures_today
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import DeliveryFactory, FailedFactory

pytestmark = pytest.mark.django_db
FAILURES, POSTBOX = "/sendungen/", "/demo/postfach/"


@pytest.fixture
def moderator(client, sign_in):
    user = make_staff(Role.MODERATOR)
    sign_in(client, user)
    return user


def shown(response):
    return [failure.delivery.pk for failure in response.context["page"].failures]


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_failures_are_listed_with_reason_and_half_an_address(client, moderator):
    old = FailedFactory(to_address="nachbarin@example.org")
    new = FailedFactory(last_error="Anlage 7 ist nicht lesbar")
    DeliveryFactory()

    response = client.get(FAILURES)

    page = response.content.decode()
    assert shown(response) == [new.pk, old.pk]
    assert "550 mailbox unavailable" in page
    assert "Anlage 7 ist nicht lesbar" in page
    assert "n…n@example.org" in page
    assert "nachbarin@example.org" not in page


@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_the_same_for_one_failure_and_thirty(
    rows, client, moderator, django_assert_num_queries
):
    for _ in range(rows):
        FailedFactory(to_user=UserFactory(), to_address="")

    with django_assert_num_queries(8 + STRICT_QUERIES):
        response = client.get(FAILURES)

    assert len(shown(response)) == rows


def test_the_list_continues_below(client, moderator):
    failures = [FailedFactory().pk for _ in range(33)]

    first = client.get(FAILURES)
    second = client.get(FAILURES, {"vor": first.context["page"].next_before})

    assert shown(first) + shown(second) == failures[::-1]
    assert second.context["page"].next_before is None


def test_no_failure_is_good_news(client, moderator):
    assert "Alles ist angekommen" in client.get(FAILURES).content.decode()


def test_mails_that_wait_for_long_are_told(client, moderator):
    DeliveryFactory(created_at=timezone.now() - timedelta(minutes=16))
    DeliveryFactory()

    page = client.get(FAILURES).content.decode()

    assert "1 weitere Sendung wartet seit über einer Viertelstunde" in page


def test_one_failure_is_sent_again(client, moderator):
    failed, other = FailedFactory(), FailedFactory()

    response = client.post(f"{FAILURES}{failed.pk}/erneut/")

    assert said(response) == ["Die Sendung geht noch einmal hinaus."]
    assert list(Delivery.objects.failed()) == [other]


def test_all_failures_are_sent_again_but_for_wiped_codes(client, moderator):
    FailedFactory.create_batch(2)
    wiped = FailedFactory(wiped_at=timezone.now())

    response = client.post(f"{FAILURES}erneut/")

    assert said(response) == ["2 Sendungen gehen noch einmal hinaus."]
    assert list(Delivery.objects.failed()) == [wiped]


def test_a_wiped_code_can_not_be_sent_again(client, moderator):
    wiped = FailedFactory(wiped_at=timezone.now())

    page = client.get(FAILURES).content.decode()

    assert "Inhalt gelöscht" in page
    assert f"{FAILURES}{wiped.pk}/erneut/" not in page


def test_what_has_not_failed_is_not_sent_again(client, moderator):
    sent = DeliveryFactory(in_state="sent")

    response = client.post(f"{FAILURES}{sent.pk}/erneut/")

    sent.refresh_from_db()
    assert sent.state == DeliveryState.SENT
    assert said(response) == ["Diese Sendung ist nicht gescheitert."]


@pytest.mark.parametrize(
    ("method", "path"),
    (
        ("get", FAILURES),
        ("post", f"{FAILURES}erneut/"),
        ("post", f"{FAILURES}{{pk}}/erneut/"),
    ),
)
def test_failures_are_the_business_of_staff(method, path, client, sign_in):
    path = path.format(pk=FailedFactory().pk)
    anonymous = getattr(client, method)(path)
    sign_in(client, UserFactory())

    resident = getattr(client, method)(path)

    assert anonymous["Location"].startswith(reverse("account_login"))
    assert resident.status_code == 403
    assert Delivery.objects.failed().count() == 1


@pytest.mark.parametrize(
    ("address", "words"),
    (
        ("nachbarin@example.org", "n…n@example.org"),
        ("ab@example.org", "…@example.org"),
        ("no address", "…"),
        ("", "…"),
    ),
)
def test_addresses_are_masked(address, words):
    assert queries.masked(address) == words


def test_staff_see_failures_on_the_page_of_today():
    FailedFactory.create_batch(2)

    staff = list(failures_today(visitor_for(make_staff())))
    resident = list(failures_today(visitor_for(UserFactory())))

    assert [(item.title, item.url) for item in staff] == [
        ("2 Sendungen sind nicht angekommen", FAILURES)
    ]
    assert resident == []


def letter(**headers):
    message = EmailMessage(policy=SMTP)
    message["X-Envelope-To"] = "amt@example.org"
    message["From"] = "Bindeglied <post@bindeglied.example>"
    message["Subject"] = "Überweg <b>fehlt</b>"
    for name, value in headers.items():
        message[name] = value
    message.set_content("Guten Tag,\nhttps://bindeglied.example/x/ <i>Gruß</i>\n")
    message.add_alternative("<p>Guten Tag</p><script>alert(1)</script>", subtype="html")
    message.add_attachment(
        b"%PDF-1.7", maintype="application", subtype="pdf", filename="Dossier.pdf"
    )
    message.add_attachment(
        b"<script>", maintype="text", subtype="html", filename="böse\n.html"
    )
    return message.as_bytes()


@pytest.fixture
def postbox(settings, tmp_path):
    settings.DEMO_MAILBOX = str(tmp_path)
    return tmp_path


def test_the_postbox_lists_the_newest_mail_first(client, postbox):
    for number in (1_000, 3_000, 2_000):
        (postbox / f"{number}.eml").write_bytes(letter())
    (postbox / ".4000.eml").write_bytes(b"unfinished")

    response = client.get(POSTBOX)

    assert [mail.number for mail in response.context["mails"]] == [3_000, 2_000, 1_000]
    assert "Überweg &lt;b&gt;fehlt&lt;/b&gt;" in response.content.decode()


def test_the_postbox_continues_below(client, postbox):
    for number in range(1, 31):
        (postbox / f"{number}.eml").write_bytes(letter())

    first = client.get(POSTBOX)
    second = client.get(POSTBOX, {"vor": first.context["next_before"]})

    numbers = [
        mail.number for page in (first, second) for mail in page.context["mails"]
    ]
    assert numbers == list(range(30, 0, -1))


def test_an_empty_postbox_says_how_to_fill_it(client, postbox):
    assert "Noch keine Mail" in client.get(POSTBOX).content.decode()


def test_a_mail_is_shown_with_its_links_and_attachments(client, postbox):
    (postbox / "1000.eml").write_bytes(letter())

    page = client.get(f"{POSTBOX}1000/").content.decode()

    assert 'href="https://bindeglied.example/x/"' in page
    assert "&lt;i&gt;Gruß&lt;/i&gt;" in page
    assert "Dossier.pdf" in page
    assert "alert(1)" not in page
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page


def test_the_html_of_a_mail_runs_nothing_and_loads_nothing(client, postbox):
    (postbox / "1000.eml").write_bytes(letter())

    response = client.get(f"{POSTBOX}1000/html/")

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script-src" not in policy
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_frame_is_allowed_on_that_page_alone(client, postbox):
    (postbox / "1000.eml").write_bytes(letter())

    shown_mail = client.get(f"{POSTBOX}1000/")["Content-Security-Policy"]
    listed = client.get(POSTBOX)["Content-Security-Policy"]

    assert "frame-src 'self'" in shown_mail
    assert "frame-src" not in listed


def test_attachments_are_downloads_and_never_pages(client, postbox):
    (postbox / "1000.eml").write_bytes(letter())

    pdf = client.get(f"{POSTBOX}1000/anlage/1/")
    html = client.get(f"{POSTBOX}1000/anlage/2/")

    assert (pdf["Content-Type"], pdf.content) == ("application/pdf", b"%PDF-1.7")
    assert pdf["Content-Disposition"] == 'attachment; filename="Dossier.pdf"'
    assert html["Content-Type"] == "application/octet-stream"
    assert html["Content-Disposition"].startswith("attachment")
    assert client.get(f"{POSTBOX}1000/anlage/3/").status_code == 404


@pytest.mark.parametrize("path", ("9/", "9/html/", "9/anlage/1/"))
def test_what_is_not_in_the_postbox_is_not_found(path, client, postbox):
    assert client.get(POSTBOX + path).status_code == 404


@pytest.mark.parametrize("path", ("", "1000/", "1000/html/", "1000/anlage/1/"))
def test_in_production_there_is_no_postbox(path, client, postbox, settings):
    (postbox / "1000.eml").write_bytes(letter())
    settings.DEMO_MAILBOX = ""

    assert client.get(POSTBOX + path).status_code == 404
