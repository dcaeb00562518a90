"""The organiser's list: who comes, who is there, what is asked."""

import pytest
from django.urls import reverse

from events.calendar.registration_states import FieldKind, RegistrationState
from tests.factories.networks import make_house, speaker_of
from tests.factories.registrations import make_field, make_registration, open_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def house():
    return make_house()


@pytest.fixture
def speaker(client, sign_in, house):
    return sign_in(client, speaker_of(house))


def url(name, pk):
    return reverse(f"calendar:{name}", args=[pk])


@pytest.mark.parametrize(("count", "queries"), ((1, 15), (30, 15)))
def test_a_list_costs_the_same_for_one_and_for_thirty(
    speaker, house, count, queries, django_assert_num_queries
):
    date = open_date(capacity=50, actor=house)
    make_field(date.event)
    for number in range(count):
        make_registration(date, name=f"Mensch {number}")
    speaker.get(url("registration-list", date.pk))

    with django_assert_num_queries(queries):
        page = speaker.get(url("registration-list", date.pk)).content.decode()

    assert page.count("ist da</button>") == count


def test_on_a_phone_each_answer_stands_with_its_question(speaker, house):
    date = open_date(actor=house)
    asked = make_field(date.event)
    left_out = make_field(date.event, label="Essen Sie mit?")
    make_registration(date, answers={str(asked.pk): "Ja, eins"})

    page = speaker.get(url("registration-list", date.pk)).content.decode()

    assert f'<td data-label="{asked.label}">Ja, eins</td>' in page
    assert f'data-label="{left_out.label}"' not in page


def test_at_the_door_a_name_is_found_whatever_its_letters(speaker, house):
    date = open_date(actor=house)
    make_registration(date, name="Jürgen Größe")
    make_registration(date, name="Petra Klein")

    page = speaker.get(url("registration-list", date.pk), {"q": "JUERGEN groesse"})

    found = page.content.decode()
    assert ("Jürgen Größe" in found, "Petra Klein" in found) == (True, False)


def test_ticking_by_hand_counts_who_came_and_can_be_taken_back(speaker, house):
    date = open_date(actor=house, most_companions=3)
    row = make_registration(date, party=3)

    speaker.post(url("registration-tick", row.pk), {"came": "2"})
    row.refresh_from_db()
    assert row.came == 2
    page = speaker.get(url("registration-list", date.pk)).content.decode()
    assert "da: 2" in page
    speaker.post(url("registration-tick", row.pk), {"zurueck": "1"})

    row.refresh_from_db()
    assert (row.came, row.checked_in_at) == (None, None)


def test_more_than_were_registered_cannot_have_come(speaker, house):
    row = make_registration(open_date(actor=house))

    answer = speaker.post(url("registration-tick", row.pk), {"came": "5"}, follow=True)

    row.refresh_from_db()
    assert "Angemeldet sind hier 1." in answer.content.decode()
    assert row.checked_in_at is None


def test_questions_are_written_changed_and_emptied(speaker, house):
    event = open_date(actor=house).event
    old = make_field(event, label="Was essen Sie?")
    page = url("registration-fields", event.pk)
    choice = {
        "frage0-label": "Wann kommen Sie?",
        "frage0-kind": FieldKind.CHOICE,
        "frage0-options": "früh\r\nspät\r\n",
        "frage0-is_required": "on",
        "frage1-label": "",
        "frage1-pk": str(old.pk),
    }

    refused = speaker.post(page, {**choice, "frage0-options": "früh"})
    taken = speaker.post(page, choice)

    field = event.registration_fields.get()
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert (field.label, field.options, field.is_required) == (
        "Wann kommen Sie?",
        ["früh", "spät"],
        True,
    )


def test_closing_and_opening_by_hand(speaker, house, client):
    date = open_date(actor=house)
    form = reverse("calendar:occurrence-register", args=[date.pk])

    speaker.post(url("registration-close", date.event_id))
    closed = speaker.get(form).content.decode()
    speaker.post(url("registration-open", date.event_id))
    opened = speaker.get(form).content.decode()

    assert "Die Anmeldung ist geschlossen." in closed
    assert "Verbindlich anmelden" in opened


def test_whoever_is_struck_off_frees_the_seat_for_who_waits(speaker, house):
    date = open_date(capacity=1, actor=house)
    row = make_registration(date)
    waiting = make_registration(date, state=RegistrationState.WAITING)

    speaker.post(url("registration-dismiss", row.pk))

    waiting.refresh_from_db()
    row.refresh_from_db()
    assert (row.state, waiting.state) == ("cancelled", "offered")


def test_the_printed_list_has_names_and_no_addresses(speaker, house):
    date = open_date(actor=house)
    row = make_registration(date, name="Petra Klein")

    page = speaker.get(url("registration-print", date.pk)).content.decode()

    assert "Petra Klein" in page
    assert row.email not in page
