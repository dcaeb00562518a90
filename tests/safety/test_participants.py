"""Role × route of lists of participants, and canaries that nobody else reads."""

import json
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction
from django.urls import NoReverseMatch, reverse

from commons.accounts.enums import Role
from commons.audit.models import AuditEntry
from commons.notifications.models import Notification
from commons.search import registry, services as search
from commons.search.models import SearchRow
from commons.verbs.models import Happening
from events.calendar import keys
from events.calendar.registration_states import RegistrationState
from events.calendar.services import personal_calendar
from events.calendar.tickets import ticket_of
from tests.architecture.world import routes
from tests.clients import StrictClient, sign_in
from tests.factories.accounts import PlatformGrantFactory, UserFactory
from tests.factories.departments import DepartmentMembershipFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.registrations import make_field, make_registration, open_date
from tests.factories.rooms import RoomFactory
from tests.keys import empty_keys

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Kanarienvogel-Name", "kanarienvogel@example.org"
ANSWER, WAITER = "Kanarienvogel-Antwort", "Kanarienvogel-Wartende"
LINK = "https://canary.example.org/raum-4711"
LOGIN = "login"
PEOPLE = ("anonymous", "stranger", "other_house", "moderator", "amt", "speaker")
ROLES = (*PEOPLE, "held", "waiting", "key")
DATE, EVENT, ROW = "date", "event", "row"
# Route, what its address names, further arguments; all are the organiser's alone.
LISTS = (
    ("registration-list", DATE, ()),
    ("registration-print", DATE, ()),
    ("registration-check-in", DATE, ("ticket",)),
    ("registration-fields", EVENT, ()),
)
DEEDS = (
    ("registration-csv", DATE, ()),
    ("registration-check-in", DATE, ("ticket",)),
    ("registration-open", EVENT, ()),
    ("registration-close", EVENT, ()),
)
ABOUT_ONE = ("registration-tick", "registration-dismiss")
OWN = (
    "registration-show",
    "registration-cancel",
    "registration-change",
    "registration-calendar",
    "registration-ticket",
)
FIXED = ("/", "/konto/daten/", "/heute/", "/mitteilungen/", "/konto/anmeldungen/")


# What each of the people reads anywhere on the site. ADDRESS is in the organiser's
# file alone, which is a POST that is written down; the desk reads where the event
# would send people.
READ = {
    "anonymous": set(),
    "stranger": set(),
    "other_house": set(),
    "moderator": {LINK},
    "amt": set(),
    "speaker": {NAME, ANSWER, WAITER, LINK},
    "held": {NAME, ANSWER, LINK},
    "waiting": {WAITER},
    "key": {NAME, ANSWER, LINK},
}
# In the world of the crawl everything has this number, but who waits has the next: a
# route finds something whatever its number is of, and no page is asked for in vain.
NUMBER = 4_711_000


@dataclass
class World:
    occurrence: object
    row: object
    waiting: object
    people: dict
    clients: dict = field(default_factory=dict)

    def client(self, role):
        """Signed in when it is first asked for."""
        if role not in self.clients:
            self.clients[role] = self._arrived(role)
        return self.clients[role]

    def _arrived(self, role):
        client = StrictClient()
        if role in self.people:
            return sign_in(client, self.people[role])
        if role == "key":
            keys.link_for(self.row)
            assert client.post(keys.url_of(self.row)).status_code == 302
        return client

    def url(self, name, about, more=()):
        numbers = {
            DATE: self.occurrence.pk,
            EVENT: self.occurrence.event_id,
            ROW: self.row.pk,
        }
        further = [ticket_of(self.row) for _one in more]
        return reverse(f"calendar:{name}", args=[numbers[about], *further])


def make_world(**numbered):
    """A full online date of a house: one comes, one waits, others look on."""
    empty_keys()
    house = make_house(**numbered)
    occurrence = open_date(
        capacity=2,
        actor=house,
        is_online=True,
        online_url=LINK,
        most_companions=1,
        **numbered,
        **{f"occurrence__{name}": value for name, value in numbered.items()},
    )
    asked = make_field(occurrence.event)
    holder, waiter = UserFactory(), UserFactory()
    row = make_registration(
        occurrence,
        user=holder,
        name=NAME,
        email=ADDRESS,
        party=2,
        answers={str(asked.pk): ANSWER},
        **numbered,
    )
    waiting = make_registration(
        occurrence,
        user=waiter,
        name=WAITER,
        state=RegistrationState.WAITING,
        **{name: value + 1 for name, value in numbered.items()},
    )
    moderator = UserFactory(secret=generate_totp_secret())
    PlatformGrantFactory(user=moderator, role=Role.MODERATOR)
    people = {
        "stranger": UserFactory(),
        "other_house": speaker_of(make_house()),
        "moderator": moderator,
        "amt": DepartmentMembershipFactory(
            user=UserFactory(secret=generate_totp_secret())
        ).user,
        "speaker": speaker_of(house),
        "held": holder,
        "waiting": waiter,
    }
    return World(occurrence, row, waiting, people)


@pytest.fixture
def world():
    return make_world()


def answer(client, method, path):
    """The status, taken back afterwards; whether one is to sign in first."""
    with transaction.atomic():
        response = getattr(client, method)(path)
        transaction.set_rollback(True)
    is_login = response.headers.get("Location", "").startswith("/konto/login/")
    return LOGIN if is_login else response.status_code


def answers(world, method, shown):
    return {
        (name, role): answer(world.client(role), method, world.url(name, about, more))
        for (name, about, more), role in product(shown, ROLES)
    }


def only_speaker(shown, *, allowed, refused=403):
    names = [name for name, _about, _more in shown]
    seen = {"speaker": allowed, "anonymous": LOGIN, "key": LOGIN}
    return {
        (name, role): seen.get(role, refused) for name, role in product(names, ROLES)
    }


def test_lists_of_participants_are_read_by_who_looks_after_the_event(world):
    assert answers(world, "get", LISTS) == only_speaker(LISTS, allowed=200)


def test_deeds_of_an_organiser_are_done_by_nobody_else(world):
    deeds = answers(world, "post", DEEDS)

    expected = only_speaker(DEEDS, allowed=302)
    expected["registration-csv", "speaker"] = 200
    assert deeds == expected


def test_one_row_of_a_list_is_there_for_the_organiser_alone(world):
    rows = [(name, ROW, ()) for name in ABOUT_ONE]

    expected = only_speaker(rows, allowed=302, refused=404)
    # Whoever it belongs to knows of it, and may not check themselves in.
    expected |= {(name, "held"): 403 for name in ABOUT_ONE}
    assert answers(world, "post", rows) == expected


def test_a_registration_is_read_by_its_person_and_by_who_has_the_key(world):
    rows = [(name, ROW, ()) for name in OWN]
    seen = {"held": 200, "key": 200}

    assert answers(world, "get", rows) == {
        (name, role): seen.get(role, 404) for name, role in product(OWN, ROLES)
    }


def texts_of(client, paths):
    """What somebody reads of the whole site, by address."""
    found = {}
    for path in paths:
        response = client.get(path)
        content = b"".join(response)
        found[path] = content.decode(errors="replace") + json.dumps(
            dict(response.headers)
        )
    return found


def addresses(world):
    """Each route of the calendar and of its rooms with what the world has for it."""
    event = world.occurrence.event
    values = {
        "slug": [event.slug, event.region.slug],
        "ticket": [ticket_of(world.row), str(world.row.pk)],
        "token": ["1"],
        "key": [world.row.draft_id],
    }
    for name, parameters in routes():
        if name.partition(":")[0] not in {"calendar", "live"}:
            continue
        is_of_one = name.startswith("calendar:registration-")
        values["pk"] = [NUMBER, world.waiting.pk] if is_of_one else [NUMBER]
        chosen = [values.get(parameter, ["1"]) for parameter in parameters]
        for arguments in product(*chosen):
            named = dict(zip(parameters, arguments, strict=True))
            with suppress(NoReverseMatch):
                yield reverse(name, kwargs=named)
    yield from FIXED
    yield event.actor.get_absolute_url()
    yield event.region.get_absolute_url()
    for kind, pk in (("registration", world.row.pk), ("event", event.pk)):
        yield f"/melden/{kind}/{pk}/"
        yield f"/verfolgen/{kind}/{pk}/"
        yield f"/moderation/beitrag/{kind}/{pk}/"


@pytest.mark.parametrize("role", ROLES)
def test_no_page_file_or_feed_names_a_participant_to_others(role):
    """Once around the site for everybody: who reads which word anywhere."""
    world = make_world(pk=NUMBER)
    RoomFactory(occurrence=world.occurrence, pk=NUMBER)

    read = "".join(texts_of(world.client(role), list(addresses(world))).values())

    canaries = (NAME, ANSWER, WAITER, ADDRESS, LINK)
    assert {canary for canary in canaries if canary in read} == READ[role]


def test_the_link_is_in_no_calendar_not_even_of_those_who_have_it(world):
    token = personal_calendar.renew(by=world.row.user)
    date = world.occurrence
    own = reverse("calendar:registration-calendar", args=[world.row.pk])
    paths = [
        reverse("calendar:feed-own", args=[token]),
        reverse("calendar:feed-all"),
        reverse("calendar:feed-actor", args=[date.event.actor_id]),
        reverse("calendar:occurrence-calendar", args=[date.pk]),
        reverse("calendar:occurrence-data", args=[date.pk]),
        own,
    ]

    read = texts_of(world.client("held"), paths)

    assert [path for path, text in read.items() if date.event.title not in text] == []
    assert [path for path, text in read.items() if LINK in text] == []


def test_search_record_and_bell_know_no_participant(world):
    client = world.client("speaker")
    client.post(world.url("registration-csv", DATE))
    client.post(world.url("registration-check-in", DATE, ("ticket",)))
    for kind in registry.all_kinds():
        search.reindex(kind)

    kept = [
        *SearchRow.objects.values(),
        *AuditEntry.objects.values(),
        *Happening.objects.values(),
        *Notification.objects.values(),
    ]

    words = repr(kept)
    assert [one for one in (NAME, ADDRESS, ANSWER, WAITER, LINK) if one in words] == []
    assert AuditEntry.objects.filter(verb="registration.list_taken").count() == 1


def test_the_file_of_the_organiser_has_everything_and_runs_no_formula(world):
    world.row.name = "=HYPERLINK(1)"
    world.row.save(update_fields=["name"])

    content = world.client("speaker").post(world.url("registration-csv", DATE)).content

    lines = content.decode("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[1].startswith("'=HYPERLINK(1);" + ADDRESS)
    assert ANSWER in lines[1]
    assert WAITER in lines[2]


def test_a_ticket_of_another_date_or_forged_opens_nothing(world):
    other = make_registration(open_date(actor=world.occurrence.event.actor))
    client = world.client("speaker")

    wrong = [ticket_of(other), f"{world.row.pk}:abc", str(world.row.pk)]

    assert [
        client.get(
            reverse("calendar:registration-check-in", args=[world.occurrence.pk, one])
        ).status_code
        for one in wrong
    ] == [404, 404, 404]
