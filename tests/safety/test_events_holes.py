"""Holes of events and registration that an attacker found; each was open once."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar import keys
from events.calendar.enums import Organiser
from events.calendar.models import Event
from events.calendar.registration_states import RegistrationState as S
from events.calendar.services import registering, seats
from events.calendar.services.registration_codes import MOST_AN_HOUR, RENDERER
from events.calendar.views import enclosing
from participation.moderation.enums import Publication
from participation.networks.enums import Joining, Visibility
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory
from tests.factories.networks import make_network
from tests.factories.registrations import entry, make_registration, open_date

pytestmark = pytest.mark.django_db
LINK = "https://canary.example.org/raum-4711"
CANARY = "Kanarienvogelrunde"
VICTIM = "opfer@example.org"
LISTS = ("calendar:event-list", "calendar:feed-all")


def of_network(**fields):
    network, coordinator = make_network(name=CANARY, **fields)
    event = EventFactory(
        organiser=Organiser.NETWORK, actor=None, network=network, author=coordinator
    )
    return network, event


def says(client, address, word=CANARY):
    return word in client.get(address).content.decode()


@pytest.mark.parametrize("state", (S.OFFERED, S.WAITING, S.EXPIRED, S.CANCELLED))
def test_the_link_is_for_those_who_have_said_yes(client, sign_in, state):
    user = UserFactory()
    date = open_date(is_online=True, online_url=LINK)
    row = make_registration(date, user=user, state=state)

    sign_in(client, user)
    pages = [date.event.get_absolute_url(), row.get_absolute_url()]

    assert [says(client, page, LINK) for page in pages] == [False, False]


def test_the_link_is_for_those_who_have_a_seat(client, sign_in):
    user = UserFactory()
    date = open_date(is_online=True, online_url=LINK)
    row = make_registration(date, user=user)

    sign_in(client, user)
    pages = [date.event.get_absolute_url(), row.get_absolute_url()]

    assert [says(client, page, LINK) for page in pages] == [True, True]


def hide(network):
    network.visibility, network.joining = Visibility.HIDDEN, Joining.INVITATION
    network.save(update_fields=["visibility", "joining"])
    happened("network.changed", network, by=network.author, version=2)


def test_what_hides_its_name_is_in_no_kept_page(
    client, django_capture_on_commit_callbacks
):
    network, event = of_network()
    region = event.region.get_absolute_url()
    lists = [reverse(name) for name in LISTS]
    pages = ["/", *lists, region, event.get_absolute_url()]
    before = [client.get(page).content.decode() for page in pages]
    assert all(event.title in page for page in before)

    with django_capture_on_commit_callbacks(execute=True):
        hide(network)

    after = [client.get(page).content.decode() for page in pages]
    assert [event.title in page for page in after] == [False] * len(pages)


@pytest.mark.parametrize("publication", (Publication.HIDDEN, Publication.REMOVED))
def test_what_the_desk_took_down_invites_nobody(client, publication):
    _network, event = of_network(publication=publication)
    feed = reverse("calendar:feed-all")

    seen = [says(client, page) for page in (feed, reverse("calendar:event-list"))]

    assert (seen, event in Event.objects.listed()) == ([False, False], False)
    assert client.get(event.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "publication", (Publication.HIDDEN, Publication.REMOVED, Publication.WITHDRAWN)
)
def test_an_actor_out_of_the_public_invites_nobody(client, publication):
    house = ActorFactory(name=CANARY, publication=publication)
    event = EventFactory(actor=house)
    feed = reverse("calendar:feed-all")

    seen = [says(client, page) for page in (feed, reverse("calendar:event-list"))]

    assert (seen, event in Event.objects.listed()) == ([False, False], False)
    assert client.get(event.get_absolute_url()).status_code == 404


def begin(date, key, address):
    registering.begin(date, entry(email=address), draft_id=key)


def test_no_address_gets_more_codes_by_naming_another_in_between():
    date = open_date()

    for number in range(MOST_AN_HOUR):
        key = uuid.uuid4()
        begin(date, key, VICTIM)
        begin(date, key, f"{number}@example.org")
    with pytest.raises(RuleViolation) as refused:
        begin(date, uuid.uuid4(), VICTIM)

    mails = Delivery.objects.filter(renderer=RENDERER, to_address=VICTIM)
    assert (refused.value.code, mails.count()) == ("too_many_codes", MOST_AN_HOUR)


def test_a_link_in_a_mail_opened_by_a_scanner_changes_nothing(client):
    row = make_registration(open_date())
    link = keys.url_of(row) if keys.link_for(row) else ""

    page = client.get(link)
    row.refresh_from_db()

    assert (page.status_code, row.state) == (200, S.HELD)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_somebody_elses_registration_is_not_there(client, sign_in):
    row = make_registration(open_date(), user=UserFactory())
    sign_in(client, UserFactory())

    answers = [
        client.post(reverse(f"calendar:registration-{deed}", args=[row.pk])).status_code
        for deed in ("cancel", "accept", "change", "tick", "dismiss")
    ]

    row.refresh_from_db()
    assert (answers, row.state) == ([404] * 5, S.HELD)


def test_a_party_cannot_grow_past_the_seats(client, sign_in):
    user = UserFactory()
    date = open_date(3, most_companions=9)
    make_registration(date, party=2)
    row = make_registration(date, user=user)

    sign_in(client, user)
    address = reverse("calendar:registration-change", args=[row.pk])
    answer = client.post(address, {"name": "Ich", "party": "5"})

    row.refresh_from_db()
    assert (answer.status_code, row.party, seats.locked(date.pk).taken) == (422, 1, 3)


@pytest.mark.parametrize(
    "site", ("https://example.org:99999/", "https://[::1/", "https://a.de; x.de/")
)
def test_an_address_that_is_none_lets_nobody_frame(client, site):
    house = ActorFactory(website=site)

    page = client.get(reverse("calendar:embed-show", args=[house.pk]))

    assert page.status_code == 200
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_too_many_files_are_refused_in_words(client, sign_in, monkeypatch):
    monkeypatch.setattr(enclosing, "FILE_RATE", "1/h")
    staff = make_staff()
    event = EventFactory(organiser=Organiser.SPK, actor=None, author=staff)
    address = reverse("calendar:event-papers-add", args=[event.pk])
    sign_in(client, staff)

    papers = [("plan.pdf", b"%PDF-1.4\n%%EOF\n"), ("weg.pdf", b"%PDF-1.4\n%%EOF\n")]
    answers = [
        client.post(address, {"uploads": SimpleUploadedFile(name, content)})
        for name, content in papers
    ]

    assert (answers[1].status_code, event.documents.count() <= 1) == (422, True)
    assert "zu viele Versuche" in answers[1].content.decode()
