"""The order in which rows are locked: delivery, ideas by number, bundle, referrals."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from participation.bundles.models import Bundle, BundleItem
from participation.ideas.models import Idea
from participation.referrals import workflow
from participation.referrals.models import Referral

TRIES = 3


@dataclass(frozen=True)
class Locked:
    """A bundle with its rows, all locked, the rows in their order."""

    bundle: Bundle
    referrals: list[Referral]

    @property
    def unfinished(self) -> list[Referral]:
        return [row for row in self.referrals if row.state in workflow.UNFINISHED]


class _JoinedMeanwhileError(Exception):
    """A row came in while the others were being locked."""


def locked(bundle_id: int) -> Locked:
    """The bundle as it is now; the caller's transaction holds all of it.

    Raises:
        RuleViolation: rows come in faster than they can be locked.
    """
    for _try in range(TRIES):
        with suppress(_JoinedMeanwhileError), transaction.atomic():
            return _all_of(bundle_id)
    raise RuleViolation(
        _("In das Bündel kommt gerade etwas hinein. Bitte noch einmal."), code="busy"
    )


def locked_alone(bundle_id: int) -> Bundle:
    """For whoever holds the ideas that matter already."""
    rows = Bundle.objects.select_for_update(of=("self",))
    return rows.select_related("department", "delivery", "link", "dossier").get(
        pk=bundle_id
    )


def _all_of(bundle_id: int) -> Locked:
    mails = Bundle.objects.filter(pk=bundle_id).values("delivery")
    list(Delivery.objects.select_for_update(of=("self",)).filter(pk__in=mails))
    items = BundleItem.objects.filter(bundle=bundle_id)
    rows = Idea.objects.filter(pk__in=items.values("referral__idea")).order_by("pk")
    ideas = {
        idea.pk: idea
        for idea in rows.select_for_update(of=("self",)).select_related(
            "region", "topic", "planning_area"
        )
    }
    bundle = locked_alone(bundle_id)
    referrals = list(
        Referral.objects.select_for_update(of=("self",))
        .filter(bundle_item__bundle=bundle)
        .select_related("department", "due_on", "link", "delivery")
        .order_by("bundle_item__position")
    )
    for referral in referrals:
        if referral.idea_id not in ideas:
            raise _JoinedMeanwhileError
        referral.idea = ideas[referral.idea_id]
    return Locked(bundle, referrals)
