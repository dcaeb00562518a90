"""Keeping filters of the queue: the last one by itself, others by name."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation.models import SavedFilter
from participation.moderation.models.filters import LAST_USED, LONGEST_QUERY

MOST_FILTERS = 12


def remember(query: str, *, by: User) -> None:
    """Keep what somebody chose last, so that the queue opens with it again."""
    SavedFilter.objects.update_or_create(
        user=by, name=LAST_USED, defaults={"query": query[:LONGEST_QUERY]}
    )


@transaction.atomic
def save(query: str, *, by: User, name: str, is_start: bool = False) -> SavedFilter:
    """Keep a filter by name; the same name again changes what it stands for.

    Raises:
        RuleViolation: the person keeps too many (`too_many_filters`).
    """
    # One at a time for each person, or two windows make two starts.
    User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    others = SavedFilter.objects.named().filter(user=by).exclude(name=name)
    if others.count() >= MOST_FILTERS:
        raise RuleViolation(
            _("Sie haben schon %(most)s Filter gemerkt. Löschen Sie einen davon.")
            % {"most": MOST_FILTERS},
            code="too_many_filters",
        )
    if is_start:
        others.update(is_start=False)
    kept, _is_new = SavedFilter.objects.update_or_create(
        user=by, name=name, defaults={"query": query, "is_start": is_start}
    )
    return kept


@transaction.atomic
def start_with(kept: SavedFilter) -> None:
    """Open the queue with this one from now on; said again, with none."""
    was_start = kept.is_start
    User.objects.select_for_update(of=("self",)).get(pk=kept.user_id)
    SavedFilter.objects.filter(user=kept.user_id).update(is_start=False)
    if not was_start:
        SavedFilter.objects.filter(pk=kept.pk).update(is_start=True)


def delete(kept: SavedFilter) -> None:
    """Keep a filter no longer; the queue then opens with the one used last."""
    kept.delete()
