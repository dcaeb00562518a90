"""An Amt says that an answer of its own does not fit where it was told again."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.referrals import reuse_states
from participation.referrals.enums import ReuseState
from participation.referrals.models import Reuse
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services.reviewing import locked


@transaction.atomic
def opened(link: SignedLink) -> str:
    """Record that a person opened it; gives the address of the page."""
    reuse = Reuse.objects.get(pk=link.target_id)
    if link.opened_at is None:
        happened("reuse.opened", reuse, by=None, link=link.pk)
    return reverse("referrals:reuse-case", args=[reuse.pk])


@transaction.atomic
def object_to(
    reuse: Reuse, *, text: str, by: User | None = None, link: SignedLink | None = None
) -> Reuse:
    """The Amt objects: the answer stays, with a note, until the SPK has looked.

    Args:
        by: the member who writes, or None with `link`.

    Raises:
        RuleViolation: it is too late (`too_late`), or nothing is open any more.
    """
    reuse = locked(reuse)
    reuse_states.require(reuse.state, ReuseState.OBJECTED)
    if reuse.object_until < berlin_today():
        raise RuleViolation(
            _("Die Frist dafür ist vorbei. Bitte rufen Sie uns an."), code="too_late"
        )
    reuse.state = ReuseState.OBJECTED
    reuse.objection = text.strip()
    reuse.objected_at, reuse.objected_by = timezone.now(), by
    reuse.review_until = due_after(berlin_today(), DESK_WORKING_DAYS).day
    reuse.save(
        update_fields=[
            "state",
            "objection",
            "objected_at",
            "objected_by",
            "review_until",
        ]
    )
    happened("reuse.objected", reuse, by=by, link=link.pk if link else None)
    return reuse
