"""Keeping cards true: who owns one writes it, and says at times that it holds."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.text import slugify_german, sort_key
from commons.verbs.services import happened
from neighbourhood.departments.models import Card, Department

LONGEST_KEY = 60
DAYS_A_MONTH = 30


@transaction.atomic
def save(card: Card, *, version: int | None, by: User | None) -> Card:
    """Store a new or changed card; whoever writes it has checked it.

    Args:
        version: what the form showed; None for a new card.

    Raises:
        RuleViolation: somebody else changed it meanwhile (`version_changed`).
    """
    if card.pk:
        current = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
        if current.version != version:
            message = _(
                "Jemand hat die Karte inzwischen geändert. Ihr Text steht noch hier; "
                "vergleichen Sie ihn bitte mit der neuen Fassung."
            )
            raise RuleViolation(message, code="version_changed")
        card.version = current.version + 1
    card.sort_key = sort_key(card.title)
    card.key = card.key or _free_key(card.title)
    _mark_checked(card)
    card.save()
    happened("card.saved", card, by=by)
    return card


@transaction.atomic
def confirm(card: Card, *, by: User | None) -> Card:
    """Say that the card still holds; it is due again after its months."""
    card = Card.objects.select_for_update(of=("self",)).get(pk=card.pk)
    _mark_checked(card)
    card.save(update_fields=["checked_on", "check_due_on", "is_example"])
    happened("card.confirmed", card, by=by)
    return card


def hand_over(source: Department, target: Department, *, by: User | None) -> int:
    """Give the cards of one department to another; they say what they said."""
    cards = source.cards.select_for_update(of=("self",)).order_by("pk")
    for card in cards:
        card.department = target
        card.version += 1
        card.save(update_fields=["department", "version"])
        happened("card.saved", card, by=by)
    return len(cards)


def due_after(day: date, months: int) -> date:
    """When to look again; a month counts as DAYS_A_MONTH, whatever the calendar."""
    return day + timedelta(days=DAYS_A_MONTH * months)


def _mark_checked(card: Card) -> None:
    card.checked_on = berlin_today()
    card.check_due_on = due_after(card.checked_on, card.check_months)
    card.is_example = False


def _free_key(title: str) -> str:
    base = slugify_german(title, max_length=LONGEST_KEY - 4) or "karte"
    taken = set(Card.objects.filter(key__startswith=base).values_list("key", flat=True))
    candidate, count = base, 1
    while candidate in taken:
        count += 1
        candidate = f"{base}-{count}"
    return candidate
