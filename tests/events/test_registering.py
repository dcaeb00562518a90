"""Registering on the pages: with an account, and without one by a mailed code."""

import re
import uuid

import pytest
from django.urls import reverse

from commons.delivery import services as delivery
from commons.delivery.models import Delivery
from events.calendar import keys
from events.calendar.models import Registration
from events.calendar.registration_states import FieldKind, RegistrationState
from events.calendar.services import leaving
from events.calendar.services.registration_codes import RENDERER
from tests.clients import StrictClient
from tests.factories.accounts import UserFactory
from tests.factories.registrations import fill, make_field, make_registration, open_date

pytestmark = pytest.mark.django_db
CANARY = "https://canary.example.org/raum-1234"


def register_url(occurrence):
    return reverse("calendar:occurrence-register", args=[occurrence.pk])


def posted(**more):
    return {"key": str(uuid.uuid4()), "asked": "", "name": "Erika Muster", **more}


def code_in_outbox():
    sent = Delivery.objects.filter(renderer=RENDERER).order_by("pk").last()
    return delivery.body_of(sent)["code"]


def as_guest(client, occurrence, *, monkeypatch, **more):
    """Fills the form; gives the page on which the code is asked for."""
    monkeypatch.setattr("commons.guard.forms.check_human", lambda *_, **__: None)
    given = posted(email="gast@example.org", **more)
    answer = client.post(register_url(occurrence), given)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def open_by_code(client, occurrence, monkeypatch, **more):
    page = as_guest(client, occurrence, monkeypatch=monkeypatch, **more)
    return client.post(page, {"code": code_in_outbox()}).headers["Location"]


def test_an_account_registers_with_companions_and_answers(client, sign_in):
    occurrence, user = open_date(most_companions=3), UserFactory()
    field = make_field(occurrence.event, kind=FieldKind.YESNO, label="Essen Sie mit?")
    sign_in(client, user)
    assert "Essen Sie mit?" in client.get(register_url(occurrence)).content.decode()

    given = posted(party="3", asked=str(field.pk), **{"antwort-0": "nein"})
    answer = client.post(register_url(occurrence), given)

    row = Registration.objects.get(user=user)
    assert answer.headers["Location"] == row.get_absolute_url()
    assert (row.state, row.party, row.answers) == ("held", 3, {str(field.pk): False})
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Sie sind angemeldet." in page
    assert "<dd>Nein</dd>" in page


def test_answers_to_questions_that_have_changed_are_asked_again(client, sign_in):
    occurrence, user = open_date(), UserFactory()
    field = make_field(occurrence.event)
    sign_in(client, user)

    answer = client.post(register_url(occurrence), posted(**{"antwort-0": "Kuchen"}))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Die Fragen haben sich gerade geändert" in page
    assert f'name="asked" value="{field.pk}"' in page
    assert not Registration.objects.exists()


def test_without_consent_nobody_is_registered(client, sign_in):
    occurrence = open_date(consent_text="Es wird **fotografiert**.")
    sign_in(client, UserFactory())
    assert "<strong>fotografiert</strong>" in (
        client.get(register_url(occurrence)).content.decode()
    )

    refused = client.post(register_url(occurrence), posted())
    taken = client.post(register_url(occurrence), posted(consent="on"))

    assert (refused.status_code, taken.status_code) == (422, 302)
    row = Registration.objects.get()
    assert row.consent_text == "Es wird **fotografiert**."
    assert row.consented_at is not None


def test_a_guest_is_registered_by_the_code_and_not_before(client, monkeypatch):
    occurrence = open_date()
    page = as_guest(client, occurrence, monkeypatch=monkeypatch)
    row = Registration.objects.get()
    assert (row.state, client.get(row.get_absolute_url()).status_code) == (
        "unproven",
        404,
    )

    wrong = client.post(page, {"code": "abc"})
    right = client.post(page, {"code": code_in_outbox()})

    row.refresh_from_db()
    occurrence.refresh_from_db()
    assert (wrong.status_code, right.headers["Location"]) == (
        422,
        row.get_absolute_url(),
    )
    assert (row.state, occurrence.taken) == ("held", 1)
    assert client.get(row.get_absolute_url()).status_code == 200


def test_the_page_of_the_code_opens_in_no_other_browser(client, monkeypatch):
    page = as_guest(client, open_date(), monkeypatch=monkeypatch)

    other = StrictClient()

    assert client.get(page).status_code == 200
    assert other.get(page).status_code == 404
    assert other.post(page, {"code": code_in_outbox()}).status_code == 404
    assert Registration.objects.get().state == RegistrationState.UNPROVEN


def test_the_link_of_a_mail_opens_by_a_button_alone(client):
    row = make_registration(open_date())
    keys.link_for(row)
    link = keys.url_of(row)

    first = client.get(link)
    assert row.occurrence.event.title not in first.content.decode()
    assert client.get(row.get_absolute_url()).status_code == 404
    opened = client.post(link)

    assert opened.headers["Location"] == row.get_absolute_url()
    assert client.get(row.get_absolute_url()).status_code == 200


def test_whoever_waits_reads_their_place_and_accepts_what_is_offered(client, sign_in):
    occurrence = fill(open_date(capacity=1))
    holder = occurrence.registrations.get()
    make_registration(occurrence, state=RegistrationState.WAITING, party=2)
    user = UserFactory()
    sign_in(client, user)
    client.post(register_url(occurrence), posted())
    row = Registration.objects.get(user=user)
    assert (
        "Ihr Platz in der Reihe: 2"
        in client.get(row.get_absolute_url()).content.decode()
    )

    leaving.cancel(holder)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Ein Platz ist frei geworden" in page
    client.post(reverse("calendar:registration-accept", args=[row.pk]))

    row.refresh_from_db()
    assert row.state == RegistrationState.HELD


def test_cancelling_is_asked_once_more_and_frees_the_seat(client, sign_in):
    occurrence, user = open_date(), UserFactory()
    row = make_registration(occurrence, user=user)
    sign_in(client, user)
    url = reverse("calendar:registration-cancel", args=[row.pk])

    assert client.get(url).status_code == 200
    client.post(url)

    row.refresh_from_db()
    occurrence.refresh_from_db()
    assert (row.state, occurrence.taken) == (RegistrationState.CANCELLED, 0)


def test_changing_keeps_what_was_said_in_the_form(client, sign_in):
    occurrence, user = open_date(most_companions=2), UserFactory()
    field = make_field(occurrence.event)
    row = make_registration(
        occurrence, user=user, name="Anna", answers={str(field.pk): "Kuchen"}
    )
    sign_in(client, user)
    url = reverse("calendar:registration-change", args=[row.pk])
    page = client.get(url).content.decode()
    assert 'value="Anna"' in page
    assert 'value="Kuchen"' in page

    client.post(
        url,
        {"asked": str(field.pk), "name": "Anna B.", "party": 2, "antwort-0": "Brot"},
    )

    row.refresh_from_db()
    assert (row.name, row.party, row.answers) == ("Anna B.", 2, {str(field.pk): "Brot"})


def test_ticket_and_calendar_are_the_persons_own(client, sign_in):
    row = make_registration(open_date(), user=UserFactory())
    sign_in(client, row.user)
    ticket = client.get(reverse("calendar:registration-ticket", args=[row.pk]))
    calendar = client.get(reverse("calendar:registration-calendar", args=[row.pk]))

    assert ticket.headers["Content-Type"] == "image/png"
    assert ticket.content.startswith(b"\x89PNG")
    assert b"BEGIN:VEVENT" in calendar.content
    assert re.search(rb"STATUS:CONFIRMED", calendar.content)


@pytest.mark.parametrize(("count", "queries"), ((1, 10), (30, 10)))
def test_my_registrations_cost_the_same_for_one_and_thirty(
    client, sign_in, count, queries, django_assert_num_queries
):
    user = UserFactory()
    for _number in range(count):
        make_registration(open_date(), user=user)
    sign_in(client, user)
    url = reverse("calendar:registration-mine")

    client.get(url)
    with django_assert_num_queries(queries):
        page = client.get(url)

    assert page.content.decode().count('class="badge tone-good"') == count


def test_the_online_link_is_read_with_a_seat_and_not_while_waiting(client, monkeypatch):
    occurrence = open_date(capacity=1, is_online=True, online_url=CANARY)
    mine = open_by_code(client, occurrence, monkeypatch)
    late = StrictClient()
    monkeypatch.setattr("commons.guard.forms.check_human", lambda *_, **__: None)
    late.post(register_url(occurrence), posted(email="spaet@example.org"))
    waiting = Registration.objects.get(email="spaet@example.org")
    begun = late.session["calendar_begun"][0]
    url = reverse("calendar:registration-code", args=[begun])
    late.post(url, {"code": code_in_outbox()})

    assert CANARY in client.get(mine).content.decode()
    assert CANARY not in late.get(waiting.get_absolute_url()).content.decode()
    assert "Warteliste" in late.get(waiting.get_absolute_url()).content.decode()
