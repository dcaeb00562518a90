"""The front door: is it a defect, an idea or a formal matter, and whose business?

Said while somebody writes, never in the way: every notice can be left as it is.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise

from commons import personal
from neighbourhood.departments.models import Card
from neighbourhood.departments.queries.cards import card_for, cards_of
from neighbourhood.departments.queries.signposts import Advice, pointed

MOST_NOTICES = 2
MOST_PIECES = 4
AROUND = 24  # characters shown before and after a piece of personal data


class Tone(StrEnum):
    """What a notice is about, the most urgent first."""

    DANGER = "danger"
    FORMAL = "formal"
    PERSONAL = "personal"
    ELSEWHERE = "elsewhere"
    DEFECT = "defect"
    CARD = "card"


ORDER = tuple(Tone)
# Beside these nobody wants to read what a bench costs.
URGENT = frozenset({Tone.DANGER, Tone.FORMAL})


@dataclass(frozen=True)
class Piece:
    """Personal data where it stands: `line` counts from 1, 0 is the title."""

    label: str | Promise
    line: int
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Notice:
    """One thing to know before writing on.

    `key` names it in the form: what was shown, what somebody wants to leave. `place`
    is the field it stands under.
    """

    tone: Tone
    key: str
    place: str
    advice: Advice | None = None
    card: Card | None = None
    cards: tuple[Card, ...] = ()
    pieces: tuple[Piece, ...] = ()


def notices_for(
    title: str, text: str, topic_id: int | None, *, left: Collection[str] = ()
) -> list[Notice]:
    """What to say, the most urgent first and never more than two."""
    found = [
        *_of_signposts(title, text, topic_id),
        *_of_personal_data(title, text),
        *_of_cards(title, text, topic_id),
    ]
    if {notice.tone for notice in found} & URGENT:
        found = [notice for notice in found if notice.tone is not Tone.CARD]
    found.sort(key=lambda notice: ORDER.index(notice.tone))
    return [notice for notice in found if notice.key not in left][:MOST_NOTICES]


def must_be_seen(
    notices: Collection[Notice], *, shown: Collection[str]
) -> list[Notice]:
    """What somebody has to have seen before the text goes in.

    Personal data is left by a click of its own; of the rest it is enough that it
    stood there.
    """
    return [
        notice
        for notice in notices
        if notice.tone is not Tone.CARD
        and (notice.tone is Tone.PERSONAL or notice.key not in shown)
    ]


def _of_signposts(title: str, text: str, topic_id: int | None) -> Iterator[Notice]:
    for found in pointed(title, text, topic_id):
        advice = found.advice
        tone = Tone(advice.kind.value)
        yield Notice(tone, f"{tone}-{advice.key}", found.place, advice=advice)


def _of_personal_data(title: str, text: str) -> Iterator[Notice]:
    for place, words in (("title", title), ("text", text)):
        found = personal.find(words)
        if found:
            pieces = [_piece(words, piece, place) for piece in found[:MOST_PIECES]]
            # The key tells whether it is the same data, and nothing of what it is.
            said = "\n".join(words[piece.start : piece.end] for piece in found)
            digest = salted_hmac("ideas.guide", said, algorithm="sha256").hexdigest()
            yield Notice(
                Tone.PERSONAL, f"personal-{digest[:16]}", place, pieces=tuple(pieces)
            )


def _piece(words: str, found: personal.Found, place: str) -> Piece:
    head, tail = words[: found.start], words[found.end :]
    before = head.rpartition("\n")[2]
    after = tail.partition("\n")[0]
    return Piece(
        label=personal.LABELS[found.kind],
        line=0 if place == "title" else head.count("\n") + 1,
        before=_cut_front(before),
        words=words[found.start : found.end],
        after=after[:AROUND] + ("…" if len(after) > AROUND else ""),
    )


def _cut_front(before: str) -> str:
    return before if len(before) <= AROUND else f"…{before[-AROUND:]}"


def _of_cards(title: str, text: str, topic_id: int | None) -> Iterator[Notice]:
    card = card_for(title, text, topic_id) if title or text else None
    if card is not None:
        yield Notice(Tone.CARD, f"card-{card.key}", "title", card=card)
    elif cards := cards_of(topic_id):
        yield Notice(Tone.CARD, f"cards-{topic_id}", "topic", cards=tuple(cards))
