"""Polls: their life, voting once, figures that move in steps."""

import itertools

import pytest

from commons.errors import RuleViolation
from events.live.models import Poll, Vote
from events.live.poll_states import (
    POLL_INITIAL,
    POLL_MAY_FOLLOW,
    POLL_WAITING,
    PollKind,
    PollState,
)
from events.live.queries import polls as queries
from events.live.services import polls, rooms, voting
from events.live.services.polls import PollContent
from tests.factories.accounts import UserFactory
from tests.factories.polls import PollFactory, cast, cast_many, option
from tests.factories.rooms import ParticipantFactory, RoomFactory

pytestmark = pytest.mark.django_db
CONTENT = PollContent("Mehr Bäume?", "Wollen Sie mehr Bäume?", ("Ja", "Nein"))


def counts(poll):
    return {row.label: row.count for row in poll.options.all()}


def shown(poll):
    return {row.label: row.shown for row in poll.options.all()}


def test_every_state_is_reached_and_what_waits_has_an_end():
    reached = {POLL_INITIAL} | {to for ends in POLL_MAY_FOLLOW.values() for to in ends}

    assert reached == set(PollState)
    assert set(POLL_WAITING) == {PollState.OPEN}


def test_a_poll_is_prepared_opened_ended_and_shown():
    clerk, room = UserFactory(), RoomFactory()
    poll = polls.prepare(room, CONTENT, by=clerk)

    steps = (polls.open_poll, polls.close, polls.show_result)
    states = [poll.state, *(step(poll, by=clerk).state for step in steps)]

    assert states == list(PollState)


@pytest.mark.parametrize(
    ("content", "code"),
    (
        (PollContent("A", "B", ("Ja",)), "options"),
        (PollContent("A", "B", ("Ja", "Ja")), "options"),
        (PollContent("A", "B", ("1", "2"), PollKind.MULTIPLE, most=3), "most"),
        (PollContent("A", "B", ("1", "2"), PollKind.MULTIPLE, most=0), "most"),
    ),
)
def test_answers_that_do_not_fit_are_refused(content, code):
    with pytest.raises(RuleViolation) as refusal:
        polls.prepare(RoomFactory(), content, by=UserFactory())

    assert refusal.value.code == code


def test_what_is_asked_stays_once_it_was_asked():
    poll = PollFactory()

    for act in (
        lambda: polls.change(poll, CONTENT, by=UserFactory()),
        lambda: polls.drop(poll, by=UserFactory()),
    ):
        with pytest.raises(RuleViolation) as refusal:
            act()
        assert refusal.value.code == "poll_begun"


def test_a_poll_opens_only_in_an_open_room():
    room = RoomFactory(state="prepared")
    poll = PollFactory(room=room, state=PollState.PREPARED)

    with pytest.raises(RuleViolation) as refusal:
        polls.open_poll(poll, by=UserFactory())

    assert refusal.value.code == "closed"


def test_somebody_counts_once_however_often_they_send():
    poll, who = PollFactory(), ParticipantFactory()
    who.room = poll.room
    who.save()

    answers = [voting.vote(poll, [option(poll, "Ja")], by=who) for _each in range(3)]
    second = voting.vote(poll, [option(poll, "Nein")], by=who)

    assert (answers, second) == ([True, False, False], False)
    assert counts(poll) == {"Ja": 1, "Nein": 0, "Enthaltung": 0}


def test_nothing_says_who_chose_what_where_votes_stay():
    poll = PollFactory()

    cast(poll, "Ja")

    assert Vote.objects.get(poll=poll).choices == []


def test_a_vote_is_changed_where_the_poll_allows_it():
    poll = PollFactory(may_change=True)
    who = cast(poll, "Ja")

    cast(poll, "Nein", by=who)

    poll.refresh_from_db()
    assert counts(poll) == {"Ja": 0, "Nein": 1, "Enthaltung": 0}
    assert poll.ballots == 1


def test_the_end_forgets_who_took_part():
    poll = PollFactory(may_change=True)
    cast_many(poll, Ja=6, Nein=5)

    polls.close(poll, by=UserFactory())

    assert not Vote.objects.filter(poll=poll).exists()
    assert counts(poll) == {"Ja": 6, "Nein": 5, "Enthaltung": 0}


def test_several_answers_are_counted_up_to_the_most():
    poll = PollFactory(kind=PollKind.MULTIPLE, most=2)

    who = cast(poll, "Ja", "Nein")
    with pytest.raises(RuleViolation) as refusal:
        cast(poll, "Ja", "Nein", "Enthaltung")

    poll.refresh_from_db()
    assert refusal.value.code == "too_many"
    assert counts(poll) == {"Ja": 1, "Nein": 1, "Enthaltung": 0}
    assert (poll.ballots, queries.voted_in(who)) == (1, {poll.pk})


@pytest.mark.parametrize("chosen", ("none", "foreign", "half_foreign"))
def test_answers_of_another_poll_count_nowhere(chosen):
    poll, other = PollFactory(), PollFactory()
    foreign = option(other, "Ja")
    keys = {
        "none": [],
        "foreign": [foreign],
        "half_foreign": [foreign, option(poll, "Ja")],
    }[chosen]

    with pytest.raises(RuleViolation) as refusal:
        voting.vote(poll, keys, by=ParticipantFactory(room=poll.room))

    assert refusal.value.code == "no_choice"
    assert sum(counts(poll).values()) + sum(counts(other).values()) == 0


@pytest.mark.parametrize(
    "state", (PollState.PREPARED, PollState.CLOSED, PollState.SHOWN)
)
def test_nobody_votes_outside_the_running_time(state):
    poll = PollFactory(state=state)

    with pytest.raises(RuleViolation) as refusal:
        cast(poll, "Ja")

    assert refusal.value.code == "poll_not_open"


def test_nobody_votes_in_a_room_they_are_not_in():
    poll = PollFactory()

    with pytest.raises(RuleViolation) as refusal:
        cast(poll, "Ja", by=ParticipantFactory())

    assert refusal.value.code == "not_in_room"


def test_polls_end_with_their_room():
    poll = PollFactory()

    rooms.close(poll.room, by=UserFactory())

    assert Poll.objects.get(pk=poll.pk).state == PollState.CLOSED


def test_bars_move_by_whole_steps_and_one_step_late():
    poll = PollFactory(shows_before_end=True)
    seen = []

    for label in ("Ja", "Nein") * 8:
        cast(poll, label)
        seen.append(tuple(shown(poll).values()))

    assert list(dict.fromkeys(seen)) == [(0, 0, 0), (3, 2, 0), (5, 5, 0)]
    assert (seen[8], seen[9], seen[14]) == ((0, 0, 0), (3, 2, 0), (5, 5, 0))


def test_bars_wait_while_all_say_the_same():
    poll = PollFactory(shows_before_end=True)

    cast_many(poll, Ja=20)

    assert shown(poll) == {"Ja": 0, "Nein": 0, "Enthaltung": 0}


def test_every_two_moments_and_the_end_differ_by_a_whole_step():
    """Whoever keeps all they ever saw learns of no single vote."""
    poll = PollFactory(shows_before_end=True)
    moments = {0: (0, 0, 0)}
    for label in ("Ja", "Ja", "Nein", "Enthaltung") * 10 + ("Nein",):
        cast(poll, label)
        poll.refresh_from_db()
        moments[poll.ballots_shown] = tuple(shown(poll).values())
    moments[poll.ballots] = tuple(counts(poll).values())

    ballots = sorted(moments)
    for before, after in itertools.pairwise(ballots):
        steps = [
            new - old for old, new in zip(moments[before], moments[after], strict=True)
        ]
        assert after - before >= 5
        assert max(steps) <= after - before - 2


def test_polls_with_bars_show_their_result_when_they_end():
    poll = PollFactory(shows_before_end=True)

    assert polls.close(poll, by=UserFactory()).state == PollState.SHOWN


@pytest.mark.parametrize("rows", (1, 30))
def test_all_polls_of_a_room_cost_two_queries(rows, django_assert_num_queries):
    room = RoomFactory()
    for _each in range(rows):
        PollFactory(room=room, state=PollState.SHOWN)

    with django_assert_num_queries(2):
        assert len(queries.items(room)) == min(rows, queries.MOST_SEEN)
