"""Polls on the phone, on the wall and at the moderation, also without JavaScript."""

import re

import pytest
from django.urls import reverse

from commons.requests import DEVICE_COOKIE
from commons.tokens import hash_of
from events.live import states
from events.live.models import Poll, Vote
from events.live.poll_states import PollKind, PollState
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.events import EventFactory
from tests.factories.polls import PollFactory, cast_many, option
from tests.factories.rooms import ParticipantFactory, RoomFactory

pytestmark = pytest.mark.django_db
TOKEN = "d" * 43
# Figures that stand nowhere else on a page: no id is as large, and a hash goes on.
YES, NO = 71_043, 37_021
FIGURES = (str(YES), str(NO), str(YES + NO))


def at(name, *args):
    return reverse(f"live:{name}", args=args)


@pytest.fixture
def phone(client):
    client.cookies[DEVICE_COOKIE] = TOKEN
    return client


@pytest.fixture
def led(client, sign_in):
    staff = make_staff()
    event = EventFactory(organiser="spk", actor=None, author=staff)
    room = RoomFactory(occurrence=event.occurrences.get())
    return sign_in(client, staff), room


def here(room):
    return ParticipantFactory(room=room, device_hash=hash_of(TOKEN))


def counted(**fields):
    """A poll with figures that a page could let slip."""
    poll = PollFactory(**fields)
    poll.options.filter(label="Ja").update(count=YES, held=YES)
    poll.options.filter(label="Nein").update(count=NO, held=NO)
    Poll.objects.filter(pk=poll.pk).update(ballots=YES + NO, ballots_held=YES + NO)
    poll.refresh_from_db()
    return poll


def in_main(page):
    """What the page says, without addresses and scripts of its frame."""
    body = page.content.decode().partition("<live-room")[2] or page.content.decode()
    return body.replace(TOKEN, "")


def figures_in(text):
    return [
        figure for figure in FIGURES if re.search(rf'[>"]{figure}(?![0-9a-z])', text)
    ]


def test_somebody_votes_without_javascript(phone):
    poll = PollFactory()
    here(poll.room)

    page = phone.post(
        at("poll-vote", poll.pk), {"antwort": option(poll, "Ja")}, follow=True
    )

    assert page.redirect_chain == [(poll.get_absolute_url(), 302)]
    assert poll.options.get(label="Ja").count == 1
    assert "Ihre Stimme ist gezählt" in page.content.decode()


def test_a_page_that_stays_gets_no_page(phone):
    poll = PollFactory()
    here(poll.room)
    fields = {"antwort": option(poll, "Ja")}

    answers = [
        phone.post(at("poll-vote", poll.pk), fields, headers={"X-Fragment": "live"})
        for _twice in range(2)
    ]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert Vote.objects.count() == 1


def test_several_answers_come_from_one_form(phone):
    poll = PollFactory(kind=PollKind.MULTIPLE, most=2)
    here(poll.room)
    keys = [option(poll, "Ja"), option(poll, "Nein")]

    phone.post(at("poll-vote", poll.pk), {"antwort": keys})

    assert list(poll.options.values_list("count", flat=True)) == [1, 1, 0]


@pytest.mark.parametrize("answer", ("", "x", "99999999999999999999", "0"))
def test_an_answer_that_is_none_counts_nowhere(phone, answer):
    poll = PollFactory()
    here(poll.room)

    page = phone.post(at("poll-vote", poll.pk), {"antwort": answer}, follow=True)

    assert page.status_code == 200
    assert Vote.objects.count() == 0


def test_whoever_has_not_joined_is_sent_to_the_room(phone):
    poll = PollFactory()

    answer = phone.post(at("poll-vote", poll.pk), {"antwort": option(poll, "Ja")})

    assert (answer.status_code, answer.url) == (302, poll.room.get_absolute_url())
    assert Vote.objects.count() == 0


def test_nobody_knows_of_a_poll_that_is_only_prepared(phone):
    poll = PollFactory(state=PollState.PREPARED, question="Kanarienvogel?")
    here(poll.room)

    voted = phone.post(at("poll-vote", poll.pk), {"antwort": option(poll, "Ja")})
    page = phone.get(at("room-show", poll.room_id))

    assert voted.status_code == 404
    assert "Kanarienvogel" not in page.content.decode()


@pytest.mark.parametrize("state", (PollState.OPEN, PollState.CLOSED))
@pytest.mark.parametrize("name", ("room-show", "room-screen", "room-snapshot"))
def test_nothing_is_told_before_the_result_is_shown(phone, name, state):
    poll = counted(state=state)
    here(poll.room)

    page = phone.get(at(name, poll.room_id))

    assert page.status_code == 200
    assert poll.question in page.content.decode() or name == "room-snapshot"
    assert figures_in(in_main(page)) == []


def test_the_socket_says_no_figure_before_the_end():
    poll = counted()

    items = states.items(poll.room, "polls")

    assert [(item.key, dict(item.values)) for item in items] == [(poll.item_key, {})]
    assert figures_in(items[0].html) == []


@pytest.mark.parametrize("with_bars", (False, True))
def test_not_even_the_moderation_reads_newer_figures(led, with_bars):
    client, room = led
    counted(room=room, shows_before_end=with_bars)

    pages = [client.get(at(name, room.pk)) for name in ("poll-list", "protocol-show")]

    assert [page.status_code for page in pages] == [200, 200]
    assert [figures_in(in_main(page)) for page in pages] == [[], []]


@pytest.mark.parametrize("name", ("room-show", "room-screen"))
def test_a_shown_result_stands_there_as_a_table_with_bars(phone, name):
    poll = counted(state=PollState.SHOWN)
    poll.options.filter(label="Enthaltung").delete()

    page = phone.get(at(name, poll.room_id)).content.decode()

    assert f"{YES} (66 %)" in page
    assert 'max="100" value="66"' in page
    assert f"{YES + NO} haben abgestimmt" in page


def test_small_groups_are_folded_on_the_page(phone):
    poll = PollFactory()
    cast_many(poll, Ja=9, Nein=3)
    Poll.objects.filter(pk=poll.pk).update(
        state="shown", closed_at=poll.opened_at, shown_at=poll.opened_at
    )

    page = phone.get(at("room-show", poll.room_id)).content.decode()

    assert page.count(">unter 5</span>") == 2
    assert "mindestens 9 haben abgestimmt" in page
    assert "12 haben" not in page


def test_the_page_says_how_it_counts_and_in_plain_words(phone):
    poll = PollFactory(may_change=True)
    here(poll.room)

    page = phone.get(at("room-show", poll.room_id)).content.decode()

    assert poll.plain_line in page
    assert "ohne Konto das Gerät" in page
    assert "was Sie gewählt haben, damit Sie es ändern können" in page


def test_the_moderation_leads_a_poll_from_words_to_result(led):
    client, room = led
    fields = {
        "question": "Mehr Bäume?",
        "plain_line": "Wollen Sie mehr Bäume?",
        "options": "Ja\r\nNein\r\n\r\n",
        "kind": "single",
    }
    client.post(at("poll-create", room.pk), fields)
    poll = Poll.objects.get()

    states_seen = [poll.state]
    for step in ("oeffnen", "beenden", "zeigen"):
        client.post(at("poll-step", poll.pk, step))
        poll.refresh_from_db()
        states_seen.append(poll.state)

    assert states_seen == list(PollState)
    assert [row.label for row in poll.options.all()] == ["Ja", "Nein"]


def test_words_of_a_poll_that_does_not_fit_come_back(led):
    client, room = led
    fields = {
        "question": "Mehr?",
        "plain_line": "Mehr?",
        "options": "Ja",
        "kind": "single",
    }

    page = client.post(at("poll-create", room.pk), fields)

    assert page.status_code == 422
    assert "2 bis 12 Antworten" in page.content.decode()


def test_a_prepared_poll_is_changed_and_thrown_away(led):
    client, room = led
    poll = PollFactory(room=room, state=PollState.PREPARED)
    fields = {
        "question": "Neu?",
        "plain_line": "Neu?",
        "options": "A\nB\nC\nD",
        "kind": "multiple",
        "most": "",
    }

    client.post(at("poll-edit", poll.pk), fields)
    changed = Poll.objects.get()
    client.post(at("poll-drop", poll.pk))

    assert (changed.question, changed.most) == ("Neu?", 4)
    assert not Poll.objects.exists()


@pytest.mark.parametrize("name", ("poll-edit", "poll-drop"))
def test_only_whoever_leads_the_room_touches_its_polls(client, sign_in, name):
    poll = PollFactory(state=PollState.PREPARED)
    sign_in(client, UserFactory())

    answers = [
        client.post(at(name, poll.pk)).status_code,
        client.post(at("poll-step", poll.pk, "oeffnen")).status_code,
        client.post(at("poll-create", poll.room_id)).status_code,
        client.get(at("poll-list", poll.room_id)).status_code,
    ]

    assert answers == [403, 403, 403, 403]
    assert Poll.objects.get().state == PollState.PREPARED


def test_a_whole_hall_votes_through_one_network(client):
    """Each phone for itself: nobody is refused because many others voted before."""
    poll = PollFactory()
    fields = {"antwort": option(poll, "Ja")}
    phones = [f"{number:043d}" for number in range(130)]

    for token in phones:
        ParticipantFactory(room=poll.room, device_hash=hash_of(token))
        client.cookies[DEVICE_COOKIE] = token
        client.post(at("poll-vote", poll.pk), fields, headers={"X-Fragment": "live"})

    assert poll.options.get(label="Ja").count == len(phones)


def test_no_two_elements_share_an_id_whatever_their_keys(phone):
    """A form and an answer once did, and the answer had no name for anybody."""
    polls = [PollFactory(may_change=True) for _each in range(2)]
    here(polls[0].room)
    polls[1].room = polls[0].room
    polls[1].save()

    page = phone.get(at("room-show", polls[0].room_id)).content.decode()

    ids = re.findall(r' id="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))


def test_what_is_sent_to_all_shows_nobody_as_having_voted():
    poll = PollFactory()

    html = states.items(poll.room, "polls")[0].html

    assert '<p data-mine="yes" hidden>' in html
    assert 'data-mine="no">' in html
