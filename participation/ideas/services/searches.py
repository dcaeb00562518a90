"""Searches that people keep, to hear of what comes in later.

A newly published idea has no outcome, no Amt and no past: of a filter only those parts
count that it can have (`SavedSearch`). What already waits for a gathered mail follows
what somebody changes here.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications.enums import Pace
from commons.notifications.services import digests
from commons.search.queries.statement import tsquery
from commons.search.questions import ask
from participation.ideas.models import SavedSearch
from participation.ideas.models.saved import ANY
from participation.ideas.queries.wishes import Named, Wish

MOST_SEARCHES = 30
LONGEST_QUERY = 1_000


@transaction.atomic
def save(wish: Wish, *, by: User, name: str, pace: str = "") -> SavedSearch:
    """Keep a filter; who keeps it a second time gives it the new name.

    Raises:
        RuleViolation: there is no filter, nothing to look for in its words, or the
            person keeps too many.
    """
    # One at a time for each person, or two windows go past the limit.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    query = wish.filter_query()
    _require_filter(wish, query)
    others = SavedSearch.objects.filter(user=by).exclude(query=query)
    if others.count() >= MOST_SEARCHES:
        raise RuleViolation(
            _("Sie haben schon %(most)s Suchen gespeichert. Löschen Sie eine davon.")
            % {"most": MOST_SEARCHES},
            code="too_many_searches",
        )
    now = timezone.now()
    search, is_new = SavedSearch.objects.update_or_create(
        user=by,
        query=query,
        defaults={"name": name, "is_paused": False, **_paced(pace)},
        create_defaults={
            "name": name,
            **_paced(pace),
            "created_at": now,
            "seen_at": now,
            **_conditions(wish),
        },
    )
    if not is_new:
        digests.reschedule(by)
    return search


@transaction.atomic
def change(search: SavedSearch, *, name: str, pace: str) -> None:
    search.name = name
    search.save(update_fields=["name"])
    set_pace(search, pace)


@transaction.atomic
def set_pace(search: SavedSearch, pace: str) -> None:
    """How soon to hear of it; empty for as of the like."""
    for field, value in _paced(pace).items():
        setattr(search, field, value)
    search.save(update_fields=["pace", "wants_mail"])
    digests.reschedule(search.user)


def change_pace(user_id: int, pks: Sequence[int], before: str, after: str) -> None:
    """Of those among somebody's searches that have the first; moves no waiting news."""
    rows = SavedSearch.objects.filter(user_id=user_id, pk__in=pks, pace=before)
    rows.update(**_paced(after))


@transaction.atomic
def pause(search: SavedSearch, *, is_paused: bool) -> None:
    """Hear no more of it for now, or again."""
    search.is_paused = is_paused
    search.save(update_fields=["is_paused"])
    digests.reschedule(search.user)


def mark_seen(search: SavedSearch) -> None:
    """What came until now is no news any more."""
    search.seen_at = timezone.now()
    search.save(update_fields=["seen_at"])


@transaction.atomic
def delete(search: SavedSearch) -> None:
    owner = search.user
    search.delete()
    digests.reschedule(owner)


def _paced(pace: str) -> dict[str, Any]:
    """The version before asks `wants_mail`, so it says the same."""
    return {"pace": pace, "wants_mail": pace != Pace.BELL}


def _require_filter(wish: Wish, query: str) -> None:
    if not wish.is_narrowed:
        raise RuleViolation(
            _("Wählen Sie zuerst aus, welche Ideen Sie interessieren."),
            code="no_filter",
        )
    if not _can_match(wish):
        raise RuleViolation(
            _(
                "Bescheid sagen können wir nur zu neuen Ideen, und die haben noch "
                "keinen Stand, kein Ergebnis und kein Amt. Wählen Sie dazu einen "
                "Stadtteil, ein Thema, einen Ort oder ein Suchwort."
            ),
            code="nothing_new",
        )
    if wish.text and not ask(wish.text).terms:
        raise RuleViolation(
            _("Nach diesen Zeichen können wir nicht suchen."), code="no_words"
        )
    if len(query) > LONGEST_QUERY:
        raise RuleViolation(
            _("Diese Auswahl ist zu lang. Lassen Sie etwas davon weg."),
            code="too_long",
        )


def _can_match(wish: Wish) -> bool:
    """Whether it asks for anything that a new idea has or has not."""
    parts = (wish.text, wish.regions, wish.topics, wish.near, wish.has_pictures)
    return any(parts)


def _conditions(wish: Wish) -> dict[str, Any]:
    return {
        "region_ids": _ids(wish.regions),
        # Topics below a topic are found by their parent, also those of tomorrow.
        "topic_ids": _ids(wish.topics),
        "area_ids": _ids(wish.areas),
        "has_pictures": wish.has_pictures,
        "near_east_m": wish.near.east if wish.near else None,
        "near_north_m": wish.near.north if wish.near else None,
        "radius_m": wish.near.radius if wish.near else None,
        "words": _words(wish.text),
    }


def _ids(named: Sequence[Named]) -> list[int]:
    return [one.pk for one in named] or [ANY]


def _words(text: str) -> RawSQL | None:
    if not text:
        return None
    asked = tsquery(ask(text), "whole")
    return RawSQL(asked.text, asked.parameters)  # noqa: S611 -- made by search itself
