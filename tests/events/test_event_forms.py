"""Writing, moving and cancelling on pages; with the right to, and without it."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from commons.clock import berlin_date
from events.calendar.models import Event, Occurrence
from neighbourhood.regions.models import Region
from participation.actors.enums import Level
from tests.clients import STRICT_QUERIES, StrictClient, sign_in
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory, at
from tests.factories.networks import make_house, speaker_of

pytestmark = pytest.mark.django_db
CREATE = reverse("calendar:event-create")
MINE = reverse("calendar:event-mine")
DAY = berlin_date(at(7))


def typed(house=None, **fields):
    return {
        "key": str(uuid.uuid4()),
        "inviter": f"actor:{house.pk}" if house else "spk:0",
        "title": "Offene  Werkstatt",
        "text": "Wir reparieren.",
        "day": DAY.isoformat(),
        "begins": "18:00",
        "ends": "20:00",
        "rhythm": "once",
        "address": "Irgendwo 1",
        "region": Region.objects.order_by("number").first().pk,
    } | fields


def photo_of_the_yard():
    out = io.BytesIO()
    Image.new("RGB", (640, 480), "green").save(out, "PNG")
    return SimpleUploadedFile("hof.png", out.getvalue(), "image/png")


def page(name, row):
    return reverse(f"calendar:{name}", args=[row.pk])


@pytest.fixture
def enter():
    """A browser of their own for each; `client` stays somebody without an account."""
    return lambda person: sign_in(StrictClient(), person)


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def speaker(house):
    return speaker_of(house)


def test_a_house_announces_and_all_see_it(enter, client, house, speaker):
    answer = enter(speaker).post(CREATE, typed(house))

    event = Event.objects.get()
    assert answer.url == event.get_absolute_url()
    assert (event.title, event.actor, event.is_public) == (
        *("Offene Werkstatt", house),
        True,
    )
    assert event.occurrences.get().starts_at == at(7)
    assert "Offene Werkstatt" in client.get(event.get_absolute_url()).text


def test_a_series_leads_to_its_dates(enter, house, speaker):
    until = (DAY + timedelta(days=21)).isoformat()
    browser = enter(speaker)

    answer = browser.post(CREATE, typed(house, rhythm="weekly", until=until))

    event = Event.objects.get()
    assert answer.url == page("event-dates", event)
    assert len(browser.get(answer.url).context["dates"]) == 4


def test_who_speaks_for_nobody_reads_how_to_get_there(enter):
    answer = enter(UserFactory()).get(CREATE)

    assert "Akteur" in answer.text
    assert "form" not in answer.context


def test_nobody_announces_for_a_house_of_others(enter, house):
    own = make_house(name="Ein anderes Haus")

    answer = enter(speaker_of(own)).post(CREATE, typed(house))

    assert answer.status_code == 422
    assert (list(answer.context["form"].errors), Event.objects.count()) == (
        *(["inviter"],),
        0,
    )


@pytest.mark.parametrize(
    ("fields", "wrong"),
    (
        ({"ends": "17:00"}, "ends"),
        ({"last_day": (DAY + timedelta(days=40)).isoformat()}, "last_day"),
        ({"day": (DAY + timedelta(days=2_000)).isoformat()}, "day"),
        ({"rhythm": "weekly", "until": at(1).date().isoformat()}, "until"),
        ({"address": ""}, "address"),
        ({"online_url": "https://raum.example"}, "is_online"),
        (
            {"online_url": "https://raum.example", "is_online": "on"},
            "takes_registrations",
        ),
        ({"lat": "52,5"}, "lon"),
        ({"lat": "48,1", "lon": "11,5"}, "lat"),
        ({"takes_registrations": "on", "capacity": "0"}, "capacity"),
        ({"opens_on": "2027-05-02", "closes_on": "2027-05-01"}, "closes_on"),
    ),
)
def test_what_cannot_be_is_said_at_its_field(enter, house, speaker, fields, wrong):
    answer = enter(speaker).post(CREATE, typed(house, **fields))

    assert answer.status_code == 422
    assert wrong in answer.context["form"].errors


def test_an_hour_that_the_clock_leaves_out_is_asked_for_again(enter, house, speaker):
    night = {"day": "2027-03-28", "begins": "02:30", "ends": "04:00"}

    answer = enter(speaker).post(CREATE, typed(house, **night))

    assert list(answer.context["form"].errors) == ["begins"]


def test_the_form_shows_what_it_wrote(enter, house, speaker):
    browser = enter(speaker)
    browser.post(
        CREATE,
        typed(
            house,
            rhythm="fortnightly",
            takes_registrations="on",
            capacity="12",
            closes_on=DAY.isoformat(),
            costs="3 Euro",
            audience=["families"],
        ),
    )
    event = Event.objects.get()

    form = browser.get(page("event-edit", event)).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in sent.items() if value not in (None, False)}
    answer = browser.post(page("event-edit", event), sent)

    changed = Event.objects.get()
    same = ("starts_at", "ends_at", "rrule", "capacity", "costs", "audience")
    assert (answer.status_code, changed.version) == (302, 2)
    assert [getattr(changed, name) for name in same] == [
        getattr(event, name) for name in same
    ]
    assert set(changed.occurrences.values_list("sequence", flat=True)) == {0}


PAGES = (
    "event-edit",
    "event-dates",
    "event-cancel",
    "event-withdraw",
    "event-files",
    "occurrence-add",
)


@pytest.mark.parametrize("name", PAGES)
def test_only_its_people_change_an_event(enter, client, house, speaker, name):
    event = EventFactory(actor=house)
    member = speaker_of(house, level=Level.MEMBER)

    answers = [
        enter(person).get(page(name, event)).status_code
        for person in (speaker, member, UserFactory(), make_staff())
    ]

    assert answers == [200, 403, 403, 403]
    assert client.get(page(name, event)).status_code == 302


@pytest.mark.parametrize("name", ("occurrence-move", "occurrence-cancel"))
def test_only_its_people_change_a_date(enter, house, speaker, name):
    date = EventFactory(actor=house).occurrences.get()

    assert enter(speaker).get(page(name, date)).status_code == 200
    assert enter(UserFactory()).get(page(name, date)).status_code == 403


def test_what_nobody_may_see_is_not_there(enter):
    event = EventFactory(publication="submitted")
    date = event.occurrences.get()

    browser = enter(UserFactory())
    assert browser.get(page("event-edit", event)).status_code == 404
    assert browser.get(page("occurrence-move", date)).status_code == 404


def test_a_date_is_moved_added_and_called_off(enter, house, speaker):
    event = EventFactory(actor=house)
    date = event.occurrences.get()
    browser = enter(speaker)
    sent = {"begins": "19:00", "ends": "21:00", "place_text": "Im Garten"}

    for name, row, day in (("occurrence-move", date, 8), ("occurrence-add", event, 9)):
        moved = sent | {"day": berlin_date(at(day)).isoformat()}
        assert browser.post(page(name, row), moved).status_code == 302
    browser.post(page("occurrence-cancel", date), {"reason": "Regen"})

    first, second = Occurrence.objects.order_by("pk")
    assert (first.starts_at, first.place_text) == (at(8, 19), "Im Garten")
    assert (first.is_cancelled, first.cancel_reason) == (True, "Regen")
    assert (second.starts_at, second.is_extra) == (at(9, 19), True)


def test_calling_off_leaves_a_page_that_says_so(enter, client, house, speaker):
    event = EventFactory(actor=house)

    enter(speaker).post(page("event-cancel", event), {"reason": "Der Hof ist nass"})

    shown = client.get(event.get_absolute_url())
    assert (shown.status_code, "Der Hof ist nass" in shown.text) == (200, True)


def test_withdrawing_takes_the_page_away(enter, client, house, speaker):
    event = EventFactory(actor=house)

    enter(speaker).post(page("event-withdraw", event))

    assert client.get(event.get_absolute_url()).status_code == 410


def test_pictures_and_papers_come_and_go(enter, client, house, speaker):
    event = EventFactory(actor=house)
    browser = enter(speaker)
    picture = photo_of_the_yard()

    browser.post(
        page("event-photo-add", event), {"photo": picture, "alt_text": "Der Hof"}
    )
    photo = event.photos.select_related("stored_file").get()
    seen = client.get(photo.stored_file.get_absolute_url()).status_code
    browser.post(page("event-files-remove", event), {"photos": [photo.pk]})

    assert (photo.alt_text, seen, event.photos.count()) == ("Der Hof", 200, 0)


def test_a_picture_without_words_is_refused(enter, house, speaker):
    event = EventFactory(actor=house)
    picture = photo_of_the_yard()

    answer = enter(speaker).post(page("event-photo-add", event), {"photo": picture})

    assert (answer.status_code, event.photos.count()) == (422, 0)


@pytest.mark.parametrize("count", (1, 30))
def test_my_events_cost_as_much_for_one_as_for_thirty(
    enter, house, speaker, count, django_assert_num_queries
):
    for _ in range(count):
        EventFactory(actor=house)
    browser = enter(speaker)
    browser.get(MINE)

    with django_assert_num_queries(5 + STRICT_QUERIES):
        answer = browser.get(MINE)

    assert len(answer.context["managed"].events) == count
