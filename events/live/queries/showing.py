"""The parts of a room as items: the same for everybody, so that one rendering does.

The page includes them, the socket sends them (`events.live.parts`). The marks of one
person come from `page_questions` alone.
"""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.translation import ngettext

from events.live.enums import TO_ANSWER, QuestionState
from events.live.models import AgendaItem, Question, Room
from events.live.parts import Item

MOST_SHOWN = 100


def state(room: Room) -> Sequence[Item]:
    html = render_to_string("live/_room_state.html", {"room": room})
    return [Item(key="room", html=html)]


def agenda(room: Room) -> Sequence[Item]:
    return [_point(item) for item in room.agenda.all()]


def attendance(room: Room) -> Sequence[Item]:
    """How many joined with a device, and how many were counted in the hall."""
    joined = room.participants.counted().count()
    words = {"joined": joined_in_words(joined), "hall": hall_in_words(room)}
    html = render_to_string("live/_attendance.html", {"words": words})
    return [Item(key="attendance", html=html, values=words)]


def questions(room: Room) -> Sequence[Item]:
    """What is up next, then what most want to know."""
    return [_item(question) for question in open_questions(room)]


def answered(room: Room) -> Sequence[Item]:
    """The newest answer first."""
    return [_item(question) for question in answered_questions(room)]


def open_questions(room: Room) -> list[Question]:
    rows = Question.objects.filter(room=room, state__in=sorted(TO_ANSWER))
    rows = rows.published().in_order().select_related("participant")
    return _of(room, list(rows[:MOST_SHOWN]))


def answered_questions(room: Room) -> list[Question]:
    rows = Question.objects.filter(room=room, state=QuestionState.ANSWERED)
    rows = rows.published().order_by("-state_changed_at", "-pk")
    return _of(room, list(rows.select_related("participant")[:MOST_SHOWN]))


def joined_in_words(count: int) -> str:
    return ngettext(
        "%(count)d Gerät ist dabei", "%(count)d Geräte sind dabei", count
    ) % {"count": count}


def hall_in_words(room: Room) -> str:
    if room.people_in_hall is None:
        return ""
    return ngettext(
        "%(count)d Mensch im Saal gezählt",
        "%(count)d Menschen im Saal gezählt",
        room.people_in_hall,
    ) % {"count": room.people_in_hall}


def _item(question: Question) -> Item:
    context = {"question": question}
    return Item(
        key=question.item_key,
        html=render_to_string("live/_question.html", context),
        values={"support": question.support_words},
    )


def _point(item: AgendaItem) -> Item:
    html = render_to_string("live/_agenda_item.html", {"item": item})
    return Item(key=f"a{item.pk}", html=html)


def _of(room: Room, rows: list[Question]) -> list[Question]:
    """Each knows its room, so that nothing is asked anew."""
    for row in rows:
        row.room = room
    return rows
