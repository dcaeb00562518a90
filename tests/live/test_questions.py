"""Questions in a room: asked, supported, moderated, merged."""

import uuid

import pytest

from commons.errors import RuleViolation
from commons.verbs.models import Happening
from events.live.enums import (
    SHOWN,
    HiddenBecause,
    Moderation,
    QuestionState,
    RoomState,
)
from events.live.models import Question, QuestionSupport
from events.live.services import asking, handling, supporting
from participation.moderation.enums import Publication
from tests.factories.accounts import UserFactory
from tests.factories.rooms import (
    ParticipantFactory,
    QuestionFactory,
    QuestionSupportFactory,
    RoomFactory,
)

pytestmark = pytest.mark.django_db


def ask(participant, text="Wann kommt der Radweg?", **more):
    return asking.ask(participant, text=text, **more)


def count_of(question):
    question.refresh_from_db()
    return question.support_count


@pytest.mark.parametrize(
    ("moderation", "state", "is_public"),
    (
        (Moderation.BEFORE, QuestionState.WAITING, False),
        (Moderation.AFTER, QuestionState.OPEN, True),
    ),
)
def test_the_setting_says_whether_a_question_waits(moderation, state, is_public):
    person = ParticipantFactory(room__moderation=moderation)

    question = ask(person)

    assert (question.state, question.is_public) == (state, is_public)
    assert question.region == person.room.event.region


def test_what_a_helper_types_in_is_there_at_once_and_bears_no_name():
    helper = ParticipantFactory(
        room__moderation=Moderation.BEFORE, room__shows_names=True, is_helper=True
    )

    question = ask(helper, for_hall=True)

    assert (question.state, question.entered_by) == (QuestionState.OPEN, helper)
    assert (question.participant, question.shown_name) == (None, "")


def test_two_clicks_ask_once():
    person, key = ParticipantFactory(), uuid.uuid4()

    assert ask(person, draft_id=key) == ask(person, draft_id=key)

    assert Question.objects.count() == 1


def test_the_key_of_somebody_elses_form_asks_nothing():
    key, room = uuid.uuid4(), RoomFactory()
    ask(ParticipantFactory(room=room), draft_id=key)

    with pytest.raises(RuleViolation) as refused:
        ask(ParticipantFactory(room=room), draft_id=key)

    assert refused.value.code == "key_taken"


def test_one_person_does_not_fill_the_moderators_page():
    person = ParticipantFactory(room__moderation=Moderation.BEFORE)
    for _each in range(asking.MOST_WAITING):
        ask(person)

    with pytest.raises(RuleViolation) as refused:
        ask(person)

    assert refused.value.code == "too_many_waiting"
    assert Question.objects.count() == asking.MOST_WAITING


@pytest.mark.parametrize("moderation", Moderation)
def test_a_full_list_takes_no_more_until_some_are_answered(monkeypatch, moderation):
    """Without a bound many devices could fill the wall, however slowly each asks."""
    monkeypatch.setattr(asking, "MOST_OPEN", 3)
    room = RoomFactory(moderation=moderation)
    first = [ask(ParticipantFactory(room=room)) for _each in range(3)]
    helper = ParticipantFactory(room=room, is_helper=True)

    with pytest.raises(RuleViolation) as refused:
        ask(ParticipantFactory(room=room))
    ask(helper, for_hall=True)
    for question in first[:2]:
        state = QuestionState.HIDDEN
        Question.objects.filter(pk=question.pk).update(
            state=state, hidden_because=HiddenBecause.OFF_TOPIC
        )
    ask(ParticipantFactory(room=room))

    assert refused.value.code == "list_full"
    assert Question.objects.filter(state__in=SHOWN | {"waiting"}).count() == 3


@pytest.mark.parametrize(
    ("room", "code"),
    (
        ({"state": RoomState.CLOSED}, "closed"),
        ({"state": RoomState.PREPARED}, "closed"),
        ({"takes_questions": False}, "no_questions"),
    ),
)
def test_nobody_asks_where_no_questions_are_taken(room, code):
    person = ParticipantFactory(room=RoomFactory(**room))

    with pytest.raises(RuleViolation) as refused:
        ask(person)

    assert (refused.value.code, Question.objects.count()) == (code, 0)


def test_support_counts_each_person_once():
    question = QuestionFactory()
    people = [ParticipantFactory(room=question.room) for _each in range(3)]

    for person in [*people, *people]:
        supporting.support(question, by=person)

    assert (count_of(question), QuestionSupport.objects.count()) == (3, 3)


def test_support_that_is_taken_back_is_gone_once():
    question = QuestionFactory()
    one, other = (ParticipantFactory(room=question.room) for _each in range(2))
    supporting.support(question, by=one)
    supporting.support(question, by=other)

    for _each in range(2):
        supporting.withdraw(question, by=one)

    assert count_of(question) == 1


@pytest.mark.parametrize(
    "state",
    sorted(set(QuestionState) - {QuestionState.OPEN, QuestionState.BOOKMARKED}),
)
def test_only_open_questions_are_supported(state):
    question = QuestionFactory(state=state)

    with pytest.raises(RuleViolation) as refused:
        supporting.support(question, by=ParticipantFactory(room=question.room))

    assert (refused.value.code, count_of(question)) == ("not_open", 0)


def test_nobody_supports_from_another_room():
    question = QuestionFactory()

    with pytest.raises(RuleViolation):
        supporting.support(question, by=ParticipantFactory())

    assert count_of(question) == 0


def test_what_is_up_next_comes_first_and_then_what_most_want_to_know():
    room = RoomFactory()
    rare = QuestionFactory(room=room, support_count=1)
    wanted = QuestionFactory(room=room, support_count=7)
    done = QuestionFactory(room=room, support_count=9, state=QuestionState.ANSWERED)
    is_next = QuestionFactory(room=room, state=QuestionState.BOOKMARKED)

    order = list(Question.objects.filter(room=room).shown().in_order())

    assert order == [is_next, wanted, rare, done]


def test_the_moderation_releases_keeps_and_answers():
    question, by = QuestionFactory(state=QuestionState.WAITING), UserFactory()

    for state in (QuestionState.OPEN, QuestionState.BOOKMARKED, QuestionState.ANSWERED):
        question = handling.put(question, state, by=by)

    rows = Happening.objects.filter(kind="room_question", target_id=question.pk)
    assert list(rows.order_by("pk").values_list("verb", flat=True)) == [
        "room_question.opened",
        "room_question.bookmarked",
        "room_question.answered",
    ]


def test_a_hidden_question_keeps_the_reason_until_it_is_shown_again():
    question, by = QuestionFactory(), UserFactory()

    hidden = handling.hide(question, because=HiddenBecause.INSULT, by=by)
    shown = handling.put(question, QuestionState.OPEN, by=by)

    assert (hidden.is_public, hidden.hidden_because) == (False, HiddenBecause.INSULT)
    assert (shown.is_public, shown.hidden_because) == (True, "")


def test_whoever_supported_both_counts_once_after_merging():
    one = QuestionFactory()
    other = QuestionFactory(room=one.room, participant=one.participant)
    both = ParticipantFactory(room=one.room)
    for question in (one, other):
        supporting.support(question, by=both)
    supporting.support(other, by=ParticipantFactory(room=one.room))

    handling.merge(other, into=one, by=UserFactory())

    # both, the other supporter, and whoever asked the merged question
    assert count_of(one) == 3
    assert Question.objects.shown().get() == one


def test_whoever_supported_as_guest_and_with_an_account_counts_once_after_merging():
    one, by = QuestionFactory(), UserFactory()
    other = QuestionFactory(room=one.room, participant=one.participant)
    account = ParticipantFactory(room=one.room, user=UserFactory(), device_hash=None)
    guest = ParticipantFactory(room=one.room, counts_as=account)
    supporting.support(one, by=account)
    supporting.support(other, by=guest)

    handling.merge(other, into=one, by=by)
    merged = count_of(one)
    parted = handling.put(other, QuestionState.OPEN, by=by)

    # the person once, and whoever asked the merged question
    assert merged == 2
    assert (count_of(one), count_of(parted)) == (1, 1)


def test_parting_brings_the_counts_back():
    one = QuestionFactory()
    other = QuestionFactory(room=one.room)
    QuestionSupportFactory(question=one)
    supporting.support(other, by=ParticipantFactory(room=one.room))
    by = UserFactory()
    handling.merge(other, into=one, by=by)

    parted = handling.put(other, QuestionState.OPEN, by=by)

    assert (count_of(one), count_of(parted), parted.merged_into) == (1, 1, None)


def test_a_question_that_holds_others_is_neither_merged_nor_hidden():
    one, by = QuestionFactory(), UserFactory()
    other, third = (QuestionFactory(room=one.room) for _each in range(2))
    handling.merge(other, into=one, by=by)

    with pytest.raises(RuleViolation) as merging:
        handling.merge(one, into=third, by=by)
    with pytest.raises(RuleViolation) as hiding:
        handling.hide(one, because=HiddenBecause.UNCLEAR, by=by)

    assert (merging.value.code, hiding.value.code) == ("has_merged", "has_merged")


def test_questions_of_two_rooms_are_not_merged():
    with pytest.raises(RuleViolation) as refused:
        handling.merge(QuestionFactory(), into=QuestionFactory(), by=UserFactory())

    assert refused.value.code == "no_partner"


def test_what_the_desk_took_down_no_room_shows():
    question = QuestionFactory(publication=Publication.HIDDEN)

    shown = handling.put(question, QuestionState.BOOKMARKED, by=UserFactory())

    assert (shown.is_public, Question.objects.shown().count()) == (False, 0)
