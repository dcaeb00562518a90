"""The room's pages: a phone, the wall, a helper, the moderation, without JavaScript."""

import pytest
from django.urls import reverse

from commons.requests import DEVICE_COOKIE
from commons.tokens import hash_of
from events.live.enums import Moderation, QuestionState, RoomState
from events.live.models import Participant, Question, Room
from participation.moderation.enums import Publication
from tests.clients import STRICT_QUERIES
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory, OccurrenceFactory
from tests.factories.rooms import (
    AgendaItemFactory,
    ParticipantFactory,
    QuestionFactory,
    RoomFactory,
    account_in,
)

pytestmark = pytest.mark.django_db
TOKEN = "d" * 43
CANARY = "Kanarienvogel"
QUERIES = 13
MODERATION_QUERIES = 14


def at(name, *args):
    return reverse(f"live:{name}", args=args)


@pytest.fixture
def phone(client):
    """A phone without an account that has been here before."""
    client.cookies[DEVICE_COOKIE] = TOKEN
    return client


def join(client, room, **fields):
    return client.post(at("room-join", room.pk), fields)


def shown(page):
    return [question.text for question in page.context["questions"]]


def test_the_code_from_the_wall_leads_into_the_room(client):
    room = RoomFactory(code="ABC3DE")

    page = client.post(at("room-enter"), {"code": " abc 3de"}, follow=True)

    assert page.context["room"] == room


def test_the_qr_leads_there_too_and_joins_nobody(client):
    room = RoomFactory()

    page = client.get(at("room-code", room.code), follow=True)

    assert (page.context["room"], Participant.objects.count()) == (room, 0)


@pytest.mark.parametrize("code", ("ZZZZZZ", "...", "%00"))
def test_a_code_that_is_none_is_said_in_words(client, code):
    page = client.post(at("room-enter"), {"code": code})

    assert page.status_code == 422
    assert "code" in page.context["form"].errors


def test_a_phone_joins_under_a_name_without_an_account(client):
    room = RoomFactory()

    join(client, room, nickname="  Ada   L.  ")

    token = client.cookies[DEVICE_COOKIE].value
    person = Participant.objects.get()
    assert (person.nickname, person.device_hash) == ("Ada L.", hash_of(token))


def test_the_helpers_code_makes_a_helper_and_the_rooms_code_does_not(client):
    room = RoomFactory()

    join(client, room, code=room.code)
    is_helper_before = Participant.objects.get().is_helper
    join(client, room, code=room.helper_code)

    assert (is_helper_before, Participant.objects.get().is_helper) == (False, True)


def test_somebody_asks_and_sees_that_it_waits(phone):
    room = RoomFactory(moderation=Moderation.BEFORE)
    join(phone, room)
    key = phone.get(at("room-show", room.pk)).context["form"].initial["key"]

    page = phone.post(
        at("question-create", room.pk), {"key": key, "text": CANARY}, follow=True
    )

    assert [each.text for each in page.context["asked"]] == [CANARY]
    assert shown(page) == []


def test_words_that_are_not_taken_come_back(phone):
    room = RoomFactory()
    join(phone, room)

    page = phone.post(at("question-create", room.pk), {"key": "x", "text": CANARY})

    assert page.status_code == 422
    assert CANARY in page.content.decode()
    assert Question.objects.count() == 0


def test_whoever_has_not_joined_neither_asks_nor_supports(client):
    question = QuestionFactory()

    asked = client.post(at("question-create", question.room_id), {"text": CANARY})
    supported = client.post(
        at("question-support", question.room_id), {"frage": question.pk}
    )

    assert (asked.status_code, supported.status_code) == (403, 403)


def test_support_works_as_a_plain_form_and_back(phone):
    question = QuestionFactory()
    join(phone, question.room)
    address = at("question-support", question.room_id)

    page = phone.post(address, {"frage": question.pk}, follow=True)
    supported = page.context["supported"]
    page = phone.post(address, {"zurueck": question.pk}, follow=True)

    assert (supported, page.context["supported"]) == ([question.pk], [])


def test_a_page_that_stays_gets_no_page(phone):
    question = QuestionFactory()
    join(phone, question.room)

    answer = phone.post(
        at("question-support", question.room_id),
        {"frage": question.pk},
        headers={"X-Fragment": "live"},
    )

    assert (answer.status_code, answer.content) == (204, b"")


@pytest.mark.parametrize(
    "fields",
    (
        {"state": QuestionState.WAITING},
        {"state": QuestionState.HIDDEN},
        {"state": QuestionState.MERGED},
        {"publication": Publication.HIDDEN},
        {"publication": Publication.REMOVED},
    ),
)
@pytest.mark.parametrize("page", ("room-show", "room-screen", "room-snapshot"))
def test_what_is_not_shown_stands_on_no_page(client, page, fields):
    question = QuestionFactory(text=CANARY, **fields)

    answer = client.get(at(page, question.room_id))

    assert answer.status_code == 200
    assert CANARY not in answer.content.decode()


@pytest.mark.parametrize("page", ("room-show", "room-screen", "room-snapshot"))
@pytest.mark.parametrize("shows_names", (True, False))
def test_names_are_shown_only_where_the_room_says_so(client, page, shows_names):
    room = RoomFactory(shows_names=shows_names)
    person = ParticipantFactory(room=room, nickname=CANARY)
    QuestionFactory(room=room, participant=person)

    answer = client.get(at(page, room.pk))

    assert (CANARY in answer.content.decode()) is shows_names


@pytest.mark.parametrize(
    "page", ("room-show", "room-screen", "room-qr", "room-own", "room-snapshot")
)
def test_a_room_in_preparation_is_nobodys_business(client, page):
    room = RoomFactory(state=RoomState.PREPARED)

    assert client.get(at(page, room.pk)).status_code == 404


def test_the_room_of_an_event_that_is_not_public_opens_by_its_code_alone(client):
    event = EventFactory(publication=Publication.SUBMITTED)
    room = RoomFactory(occurrence=event.occurrences.get())
    address = at("room-show", room.pk)

    answers = [
        client.get(address).status_code,
        client.get(f"{address}?code=ABCDEF").status_code,
        client.get(f"{address}?code={room.code}").status_code,
    ]

    assert answers == [404, 404, 200]


@pytest.mark.parametrize("page", ("room-moderate", "room-edit", "agenda-edit"))
def test_only_whoever_manages_the_event_moderates(client, sign_in, page):
    room = RoomFactory()
    address = at(page, room.pk)
    resident = UserFactory()
    account_in(room, resident, is_helper=True)

    signed_out = client.get(address)
    helper = sign_in(client, resident).get(address)
    other = sign_in(client, UserFactory()).get(address)

    answers = [answer.status_code for answer in (signed_out, helper, other)]
    assert answers == [302, 403, 403]


def test_a_helper_types_in_what_the_hall_asks(phone):
    room = RoomFactory(moderation=Moderation.BEFORE)
    join(phone, room, code=room.helper_code)
    key = phone.get(at("room-help", room.pk)).context["form"].initial["key"]

    page = phone.post(
        at("room-help", room.pk), {"key": key, "text": CANARY}, follow=True
    )

    assert [each.text for each in page.context["typed"]] == [CANARY]
    assert Question.objects.get().is_from_hall


def test_somebody_who_only_joined_is_no_helper(phone):
    room = RoomFactory()
    join(phone, room)

    assert phone.get(at("room-help", room.pk)).status_code == 403


@pytest.mark.parametrize("count", (1, 30))
def test_the_room_costs_the_same_for_few_and_many(
    phone, django_assert_num_queries, count
):
    room = RoomFactory()
    join(phone, room)
    for _each in range(count):
        QuestionFactory(room=room)
        QuestionFactory(room=room, state=QuestionState.ANSWERED)
        AgendaItemFactory(room=room)

    with django_assert_num_queries(QUERIES + STRICT_QUERIES):
        page = phone.get(at("room-show", room.pk))

    assert len(shown(page)) == count


def test_the_wall_shows_code_and_qr_and_no_form(client):
    room = RoomFactory(code="ABC3DE")
    QuestionFactory(room=room)

    page = client.get(at("room-screen", room.pk))

    words = page.content.decode()
    shown = ("ABC 3DE", at("room-qr", room.pk), "/<wbr>saal</strong>")
    assert [part for part in shown if part not in words] == []
    assert "csrfmiddlewaretoken" not in words


@pytest.mark.parametrize(
    ("query", "theme"),
    (
        ("", None),
        ("farben=hell", "light"),
        ("farben=dunkel", "dark"),
        ("farben=x", None),
    ),
)
def test_the_wall_is_light_or_dark(client, query, theme):
    room = RoomFactory()

    words = client.get(f"{at('room-screen', room.pk)}?{query}").content.decode()

    assert ("data-theme" in words) is (theme is not None)
    assert theme is None or f'data-theme="{theme}"' in words


def test_the_qr_is_a_picture(client):
    answer = client.get(at("room-qr", RoomFactory().pk))

    assert answer["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


@pytest.fixture
def led(client, sign_in):
    """A room of the SPK and a client of somebody who moderates there."""
    staff = make_staff()
    event = EventFactory(organiser="spk", actor=None, author=staff)
    room = RoomFactory(occurrence=event.occurrences.get())
    return sign_in(client, staff), room


def test_the_moderation_prepares_opens_and_closes(client, sign_in):
    staff = make_staff()
    event = EventFactory(organiser="spk", actor=None)
    occurrence = event.occurrences.get()
    sign_in(client, staff)

    client.post(at("room-create", occurrence.pk))
    room = Room.objects.get()
    client.post(at("room-open", room.pk))
    is_open = Room.objects.get().is_open
    client.post(at("room-close", room.pk))

    assert (is_open, Room.objects.get().is_closed) == (True, True)


def test_nobody_else_prepares_a_room(client, sign_in):
    occurrence = OccurrenceFactory()
    sign_in(client, UserFactory())

    answer = client.post(at("room-create", occurrence.pk))

    assert (answer.status_code, Room.objects.count()) == (403, 0)


def test_the_moderation_releases_hides_and_merges(led):
    client, room = led
    waiting = QuestionFactory(room=room, state=QuestionState.WAITING)
    rude, twin = (QuestionFactory(room=room) for _each in range(2))

    client.post(at("question-put", waiting.pk), {"to": "open"})
    client.post(at("question-hide", rude.pk), {"because": "insult"})
    client.post(at("question-merge", twin.pk), {"into": waiting.pk})

    states = dict(Question.objects.values_list("pk", "state"))
    assert states == {waiting.pk: "open", rude.pk: "hidden", twin.pk: "merged"}


def test_nobody_else_decides_about_a_question(client, sign_in):
    question = QuestionFactory()
    sign_in(client, UserFactory())

    answers = [
        client.post(at(name, question.pk), {"to": "answered", "because": "insult"})
        for name in ("question-put", "question-hide", "question-merge")
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Question.objects.get().state == QuestionState.OPEN


def test_hiding_needs_a_reason(led):
    client, room = led
    question = QuestionFactory(room=room)

    answer = client.post(at("question-hide", question.pk), {})

    assert answer.status_code == 422
    assert Question.objects.get(pk=question.pk).state == QuestionState.OPEN


@pytest.mark.parametrize("count", (1, 30))
def test_the_moderation_costs_the_same_for_few_and_many(
    led, django_assert_num_queries, count
):
    client, room = led
    for _each in range(count):
        QuestionFactory(room=room)
        QuestionFactory(room=room, state=QuestionState.WAITING)

    with django_assert_num_queries(MODERATION_QUERIES + STRICT_QUERIES):
        page = client.get(at("room-moderate", room.pk))

    assert page.context["counts"]["waiting"] == count


def test_rules_agenda_and_count_are_set_by_forms(led):
    client, room = led

    client.post(at("room-edit", room.pk), {"moderation": "before", "shows_names": "on"})
    client.post(at("agenda-edit", room.pk), {"points": "Begrüßung\r\n\r\nFragen"})
    client.post(at("room-count", room.pk), {"people": "42"})

    room.refresh_from_db()
    rules = (room.moderation, room.shows_names, room.takes_questions)
    assert rules == ("before", True, False)
    assert list(room.agenda.values_list("title", flat=True)) == ["Begrüßung", "Fragen"]
    assert room.people_in_hall == 42


def test_the_event_leads_into_its_open_room(client):
    room = RoomFactory()

    page = client.get(room.event.get_absolute_url())

    assert room.get_absolute_url() in page.content.decode()
