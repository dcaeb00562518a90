"""Supporting an idea: one person once; the counter never counts rows."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.verbs.services import happened
from participation.ideas.models import Idea, Support
from participation.moderation.enums import Publication


@transaction.atomic
def toggle(idea: Idea, *, by: User) -> bool:
    """Support an idea, or no longer; returns whether one supports it now."""
    if take_back(idea, by=by):
        return False
    give(idea, by=by)
    return True


@transaction.atomic
def give(idea: Idea, *, by: User) -> bool:
    """Support an idea; False if one does already.

    Nothing is locked but the idea's row while its counter moves, so a crowd does not
    queue up and no vote is lost.

    Raises:
        RuleViolation: the idea is one's own or not public.
    """
    if idea.author_id == by.pk:
        raise RuleViolation(
            _("Ihre eigene Idee zählt schon. Unterstützen können sie andere."),
            code="own_idea",
        )
    is_new = Support.objects.get_or_create(
        idea=idea, user=by, defaults={"supported_at": timezone.now()}
    )[1]
    if is_new:
        _count(idea, 1)
        notifications.follow(by, idea, reason="supporter")
        happened("idea.supported", idea, by=by)
    return is_new


@transaction.atomic
def take_back(idea: Idea, *, by: User) -> bool:
    """Support an idea no longer; False if one did not.

    Raises:
        RuleViolation: the idea is not public.
    """
    deleted, _rows = Support.objects.filter(idea=idea, user=by).delete()
    if deleted:
        _count(idea, -1)
        notifications.unfollow(by, idea)
        happened("idea.unsupported", idea, by=by)
    return bool(deleted)


def _count(idea: Idea, step: int) -> None:
    public = Idea.objects.filter(pk=idea.pk, publication=Publication.PUBLISHED)
    if not public.update(support_count=F("support_count") + step):
        raise RuleViolation(
            _("Diese Idee ist gerade nicht öffentlich."), code="not_public"
        )
