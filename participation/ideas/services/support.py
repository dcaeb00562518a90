"""Supporting an idea: one person once; the counter never counts rows.

An idea that went into another takes votes no more: they go on to where its address
leads, also when it was merged at the very moment of the click.
"""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.verbs.services import happened
from participation.ideas.models import Idea, Merge, Support
from participation.ideas.queries.merging import LONGEST_CHAIN, leads_to, sources_of
from participation.moderation.enums import Publication


@transaction.atomic
def toggle(idea: Idea, *, by: User) -> bool:
    """Support an idea, or no longer; returns whether one supports it now."""
    if take_back(idea, by=by):
        return False
    give(idea, by=by)
    return True


def give(idea: Idea, *, by: User) -> bool:
    """Support an idea, or the one it went into; False if one does already.

    Nothing is locked but the idea's row while its counter moves, so a crowd does not
    queue up and no vote is lost.

    Raises:
        RuleViolation: the idea is one's own or not public.
    """
    for _step in range(LONGEST_CHAIN):
        try:
            return _give(idea, by=by)
        except RuleViolation as violation:
            following = leads_to(Idea.objects.get(pk=idea.pk))
            if violation.code != "not_public" or following is None:
                raise
            idea = following
    raise _not_public()


def take_back(idea: Idea, *, by: User) -> bool:
    """Support an idea no longer, nor those that went into it; False if one did not.

    Raises:
        RuleViolation: the idea is not public.
    """
    if not Support.objects.filter(idea=idea, user=by).exists():
        return False
    try:
        with transaction.atomic():
            _take_back(idea, by=by)
    except _GoneMeanwhileError:
        return False
    return True


class _GoneMeanwhileError(Exception):
    """Another click was faster. Leaving the savepoint lets go of the idea's row."""


def _take_back(idea: Idea, *, by: User) -> None:
    # The counters' rows first, as merging does, in the order of their ids.
    rows = Idea.objects.select_for_update(of=("self",), no_key=True)
    family = [idea.pk, *sources_of(idea.pk)]
    locked = {row.pk: row for row in rows.filter(pk__in=family).order_by("pk")}
    if not locked[idea.pk].is_public:
        raise _not_public()
    if not _remove(family, by=by):
        raise _GoneMeanwhileError
    notifications.unfollow_all(by, locked.values())
    happened("idea.unsupported", idea, by=by)


@transaction.atomic
def _give(idea: Idea, *, by: User) -> bool:
    if idea.author_id == by.pk:
        raise RuleViolation(
            _("Ihre eigene Idee zählt schon. Unterstützen können sie andere."),
            code="own_idea",
        )
    is_new = Support.objects.get_or_create(
        idea=idea, user=by, defaults={"supported_at": timezone.now()}
    )[1]
    if is_new:
        public = Idea.objects.filter(pk=idea.pk, publication=Publication.PUBLISHED)
        if not public.update(support_count=F("support_count") + 1):
            raise _not_public()
        notifications.follow(by, idea, reason="supporter")
        happened("idea.supported", idea, by=by)
    return is_new


def _remove(idea_ids: Sequence[int], *, by: User) -> int:
    """Delete somebody's votes for these ideas; every counter that held one falls."""
    removed = 0
    for vote in Support.objects.filter(idea__in=idea_ids, user=by).order_by("idea"):
        if not Support.objects.filter(pk=vote.pk).delete()[0]:
            continue
        removed += 1
        count = Idea.objects.filter(pk=vote.idea_id)
        count.update(support_count=F("support_count") - 1)
        if vote.merge_id is not None:
            merge = Merge.objects.filter(pk=vote.merge_id)
            merge.update(carried_support=F("carried_support") - 1)
    return removed


def _not_public() -> RuleViolation:
    return RuleViolation(
        _("Diese Idee ist gerade nicht öffentlich."), code="not_public"
    )
