"""Calls to other programs, against a real HTTP server on this machine."""

import base64
import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.delivery import calling, calls, events, queries, sender, services
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery, Endpoint
from commons.delivery.services import endpoints
from commons.delivery.smtp import Permanent, Temporary
from commons.errors import RuleViolation
from commons.verbs.services import happened
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.delivery import DeliveryFactory
from tests.factories.notifications import GREETED


class Receiver(BaseHTTPRequestHandler):
    """Notes what it gets and answers what the test wants."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((dict(self.headers), body))
        if self.server.drips:
            while not self.server.ends.wait(0.05):
                self.wfile.write(b"H")
            return
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *words):
        """Silence."""


@pytest.fixture
def receiver():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.got, server.answer, server.drips = [], 200, False
    server.ends = threading.Event()
    server.url = f"http://127.0.0.1:{server.server_address[1]}/in?x=1"
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    yield server
    server.ends.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clerk(own_database):
    Delivery.objects.all().delete()
    Endpoint.objects.all().delete()
    return UserFactory()


def make_endpoint(by, url, **fields):
    wanted = {"name": "Fachverfahren", "url": url, "listens_to": [], "is_active": True}
    return endpoints.add(**(wanted | fields), by=by)


def post(url, payload=None, **fields):
    wanted = {"secret": b"secret", "identity": "message-1", "timestamp": 1_700_000_000}
    calls.post(url, payload or {"event": "test"}, **(wanted | fields))


def test_a_call_is_signed_as_the_standard_says(receiver, clerk):
    endpoint = make_endpoint(clerk, receiver.url)
    delivery = endpoints.test(endpoint, by=clerk)

    run = calling.call_due()

    ((headers, body),) = receiver.got
    secret = base64.b64decode(endpoints.secret_of(endpoint).removeprefix("whsec_"))
    identity = delivery.message_id.strip("<>").partition("@")[0]
    signed = f"{identity}.{headers['webhook-timestamp']}.".encode() + body
    digest = hmac.new(secret, signed, hashlib.sha256).digest()
    assert run.sent == 1
    assert json.loads(body) == {"event": "test"}
    assert headers["webhook-id"] == headers["Idempotency-Key"] == identity
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(digest).decode()}"
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["Content-Type"] == "application/json"


def test_a_second_try_is_the_same_message(receiver, clerk):
    endpoints.test(make_endpoint(clerk, receiver.url), by=clerk)
    receiver.answer = 503
    calling.call_due()
    waiting = Delivery.objects.get()
    Delivery.objects.update(next_attempt_at=timezone.now())
    receiver.answer = 200

    calling.call_due()

    identities = {headers["webhook-id"] for headers, _ in receiver.got}
    assert (waiting.state, waiting.last_error) == ("queued", "Antwort 503")
    assert (len(receiver.got), len(identities)) == (2, 1)
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.parametrize(
    ("answer", "kind"),
    (
        (204, None),
        (302, Permanent),
        (400, Permanent),
        (410, Permanent),
        (429, Temporary),
        (500, Temporary),
    ),
)
def test_what_answers_mean(answer, kind, receiver):
    receiver.answer = answer

    if kind is None:
        post(receiver.url)
    else:
        with pytest.raises(kind, match=str(answer)):
            post(receiver.url)

    assert len(receiver.got) == 1


def test_a_server_that_drips_its_answer_is_cut_off(receiver, monkeypatch):
    monkeypatch.setattr(calls, "SECONDS", 0.3)
    receiver.drips = True

    with pytest.raises(Temporary, match="Keine Antwort"):
        post(receiver.url)


def test_a_server_that_is_away_is_asked_again():
    with pytest.raises(Temporary, match="Keine Antwort"):
        post("http://127.0.0.1:9/")


@pytest.mark.parametrize(
    "url",
    (
        "http://example.org/",
        "ftp://example.org/",
        "https://user:word@example.org/",
        "https://10.0.0.7/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[::ffff:10.0.0.7]/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[64:ff9b::a00:7]/",
        "https://[2002:a00:7::1]/",
        "https://2130706433/",
        "https://",
        "no address",
    ),
)
def test_inner_networks_and_odd_addresses_are_never_called(url, monkeypatch):
    monkeypatch.setattr(calls.socket, "create_connection", None)

    with pytest.raises(Permanent):
        post(url)


@pytest.mark.parametrize("name", ("a..example.org", f"{'a' * 70}.example.org"))
def test_a_name_that_cannot_be_is_refused_and_breaks_nothing(name):
    with pytest.raises(calls.Forbidden):
        calls.place_of(f"https://{name}/in")


def test_umlauts_in_an_address_hold_up_no_other_call(receiver, clerk):
    """One such address once broke each run before the calls behind it were made."""
    for url in (f"{receiver.url}&ort=Grünau", receiver.url):
        endpoints.test(make_endpoint(clerk, url), by=clerk)

    run = calling.call_due()

    assert (run.sent, len(receiver.got)) == (2, 2)


def test_a_name_that_leads_inside_is_never_called(monkeypatch):
    inside = [(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("10.0.0.7", 443))]
    monkeypatch.setattr(calls.socket, "getaddrinfo", lambda *_, **__: inside)
    monkeypatch.setattr(calls.socket, "create_connection", None)

    with pytest.raises(Permanent, match="internes Netz"):
        post("https://fachverfahren.example/")


def test_the_address_that_was_checked_is_the_one_that_is_called(monkeypatch):
    asked, called = [], []
    public = [(2, 1, 6, "", ("93.184.215.14", 443))]

    def look_up(*words, **more):
        asked.append(words[0])
        return public

    def connect(place, **more):
        called.append(place)
        raise ConnectionRefusedError

    monkeypatch.setattr(calls.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(calls.socket, "create_connection", connect)
    with pytest.raises(Temporary):
        post("https://fachverfahren.example/")

    assert asked == ["fachverfahren.example"]
    assert called == [("93.184.215.14", 443)]


def test_in_production_this_machine_is_not_called(receiver, settings):
    settings.PRODUCTION = True

    with pytest.raises(Permanent):
        post(receiver.url)


def test_an_endpoint_hears_of_what_it_listens_to(
    receiver, clerk, greeting, monkeypatch
):
    monkeypatch.setattr(events, "_offered", {GREETED.key: "Gegrüßt"})
    listening = make_endpoint(clerk, receiver.url, listens_to=[GREETED.key])
    make_endpoint(clerk, receiver.url)
    make_endpoint(clerk, receiver.url, listens_to=[GREETED.key], is_active=False)

    happening = happened(GREETED.key, UserFactory(), by=clerk)
    Delivery.objects.filter(channel=Channel.WEBHOOK).update(
        next_attempt_at=timezone.now()
    )
    calling.call_due()

    ((_, body),) = receiver.got
    told = json.loads(body)
    assert (told["event"], told["id"]) == (GREETED.key, happening.pk)
    assert told["object"]["kind"] == happening.kind
    assert Delivery.objects.get(channel=Channel.WEBHOOK).endpoint == listening


def test_what_was_taken_back_is_not_told(receiver, clerk, greeting, monkeypatch):
    monkeypatch.setattr(events, "_offered", {GREETED.key: "Gegrüßt"})
    make_endpoint(clerk, receiver.url, listens_to=[GREETED.key])
    happening = happened(GREETED.key, UserFactory(), by=clerk)
    type(happening).objects.filter(pk=happening.pk).update(withdrawn_at=timezone.now())
    Delivery.objects.update(next_attempt_at=timezone.now())

    calling.call_due()

    assert receiver.got == []
    calls_made = Delivery.objects.filter(channel=Channel.WEBHOOK)
    assert calls_made.get().state == DeliveryState.RECALLED


def test_what_waits_for_an_endpoint_that_is_switched_off_is_taken_back(receiver, clerk):
    endpoint = make_endpoint(clerk, receiver.url)
    endpoints.test(endpoint, by=clerk)
    Endpoint.objects.update(is_active=False)

    calling.call_due()

    assert Delivery.objects.get().state == DeliveryState.RECALLED
    with pytest.raises(RuleViolation):
        endpoints.test(Endpoint.objects.get(), by=clerk)


def test_a_foreign_program_that_hangs_holds_up_no_mail(receiver, clerk, server):
    endpoints.test(make_endpoint(clerk, receiver.url), by=clerk)
    DeliveryFactory()

    run = sender.send_due()

    assert (run.sent, receiver.got) == (1, [])


def test_the_secret_is_sealed_and_whoever_looks_is_written_down(clerk):
    endpoint = make_endpoint(clerk, "https://example.org/")

    shown = endpoints.show_secret(endpoint, by=clerk)
    renewed = endpoints.renew_secret(endpoint, by=clerk)

    endpoint.refresh_from_db()
    assert shown != renewed == endpoints.secret_of(endpoint)
    assert shown.encode() not in bytes(endpoint.sealed_secret)
    verbs = AuditEntry.objects.filter(kind="endpoint", target_id=endpoint.pk)
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "delivery.endpoint_added",
        "delivery.endpoint_secret_shown",
        "delivery.endpoint_secret_renewed",
    ]


@pytest.mark.django_db
def test_a_coordinator_adds_tests_and_switches_off(client, sign_in, receiver):
    sign_in(client, make_staff(Role.COORDINATOR))
    words = {"name": "Fachverfahren", "url": receiver.url, "is_active": "on"}

    client.post("/schnittstellen/neu/", words)
    endpoint = Endpoint.objects.get()
    client.post(f"/schnittstellen/{endpoint.pk}/testen/")
    secret = client.post(f"/schnittstellen/{endpoint.pk}/geheimnis/")
    client.post(f"/schnittstellen/{endpoint.pk}/", {"name": "Neu", "url": receiver.url})

    endpoint.refresh_from_db()
    assert (endpoint.name, endpoint.is_active) == ("Neu", False)
    assert endpoints.secret_of(endpoint) in secret.content.decode()
    assert endpoint.deliveries.count() == 1


@pytest.mark.django_db
def test_an_address_inside_is_refused_in_words(client, sign_in):
    sign_in(client, make_staff(Role.COORDINATOR))

    response = client.post(
        "/schnittstellen/neu/", {"name": "X", "url": "https://10.0.0.7/"}
    )

    assert response.status_code == 422
    assert "internes Netz" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("rows", (1, 30))
def test_the_list_costs_the_same_for_one_endpoint_and_thirty(
    rows, client, sign_in, django_assert_num_queries
):
    coordinator = make_staff(Role.COORDINATOR)
    sign_in(client, coordinator)
    for _ in range(rows):
        make_endpoint(coordinator, "https://example.org/")
    client.get("/schnittstellen/")

    with django_assert_num_queries(5 + STRICT_QUERIES):
        response = client.get("/schnittstellen/")

    assert len(response.context["endpoints"]) == rows


@pytest.mark.django_db
def test_calls_that_failed_long_ago_do_not_count_once_laid_aside(clerk):
    endpoint = make_endpoint(clerk, "https://example.org/")
    call = endpoints.test(endpoint, by=clerk)
    long_ago = timezone.now() - timedelta(days=2)
    Delivery.objects.filter(pk=call.pk).update(
        state="failed", failed_at=long_ago, cause="endpoint"
    )
    services.dismiss(call, by=clerk)

    assert [each.failed for each in queries.endpoints()] == [0]
