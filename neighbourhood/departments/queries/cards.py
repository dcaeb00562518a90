"""What is known of a topic: the cards "Was geht?"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.text import normalise
from neighbourhood.departments.models import Card, Topic
from neighbourhood.departments.models.cards import CardQuerySet
from neighbourhood.departments.queries.held import HeldInMemory
from neighbourhood.departments.wording import (
    Match,
    Vocabulary,
    sentences_of,
    vocabulary,
)

GENERATION = "cards"


@dataclass(frozen=True)
class Deck:
    """All public cards, ready to be asked; keys are primary keys."""

    cards: dict[int, Card]
    words: Vocabulary[int]


def _made() -> Deck:
    cards = Card.objects.public().select_related("topic", "department")
    by_pk = {card.pk: card for card in cards}
    return Deck(by_pk, vocabulary({pk: card.words for pk, card in by_pk.items()}))


_deck = HeldInMemory(_made, GENERATION)


def card_for(title: str, text: str, topic_id: int | None) -> Card | None:
    """The card that an idea is about; the title counts before the text.

    Words of the text alone lead only to a card of the idea's own topic: in a text
    all sorts of things are named by the way.
    """
    deck = _deck.get()
    found = _best(deck, deck.words.matches([title]), topic_id)
    if found is None and topic_id is not None:
        in_text = [
            match
            for match in deck.words.matches(sentences_of(text))
            if deck.cards[match.key].topic_id == topic_id
        ]
        found = _best(deck, in_text, topic_id)
    return found


def cards_of(topic_id: int | None) -> list[Card]:
    """All public cards of a topic, in the order of the alphabet."""
    if topic_id is None:
        return []
    return [card for card in _deck.get().cards.values() if card.topic_id == topic_id]


def _best(
    deck: Deck, matches: Iterable[Match[int]], topic_id: int | None
) -> Card | None:
    """Most words in common, then the same topic, then the order of the alphabet."""
    ranked = sorted(
        matches,
        key=lambda match: (
            -match.weight,
            deck.cards[match.key].topic_id != topic_id,
            match.sentence,
            deck.cards[match.key].sort_key,
        ),
    )
    return deck.cards[ranked[0].key] if ranked else None


def listed(
    visitor: Visitor, *, text: str = "", topic: Topic | None = None
) -> list[Card]:
    """The cards of the list, narrowed by a topic and by words one would say."""
    rows = Card.objects.visible_to(visitor).select_related("topic", "department")
    if topic is not None:
        rows = rows.filter(topic=topic)
    asked = normalise(text)
    if not asked:
        return list(rows)
    meant = {match.key for match in _deck.get().words.matches([text])}
    return [
        card
        for card in rows
        if card.pk in meant or asked in normalise(f"{card.title} {card.topic.name}")
    ]


def editable_by(visitor: Visitor) -> CardQuerySet:
    """Every card for coordinators, for members those of their department."""
    rows = Card.objects.select_related("topic", "department")
    if visitor.has_role(Role.COORDINATOR):
        return rows
    return rows.filter(department_id__in=visitor.department_ids)


def overdue_for(visitor: Visitor, today: date) -> CardQuerySet:
    return editable_by(visitor).overdue(today).order_by("check_due_on", "sort_key")


def to_check(visitor: Visitor) -> list[Card]:
    """What the visitor looks after, by the day it is due."""
    return list(editable_by(visitor).order_by("check_due_on", "sort_key", "pk"))
