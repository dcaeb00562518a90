"""What the SPK wrote down and a department has not had yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from commons.followups.registry import MOST_ITEMS, Item
from participation.referrals.enums import TranscriptState
from participation.referrals.models import Referral, Transcript
from participation.referrals.workflow import UNANSWERED


def to_hand_over(visitor: Visitor) -> Iterator[Item]:
    """Copies for bodies without a mailbox; one query."""
    mine = Referral.objects.at_desk_of(visitor).exclude(idea__author=visitor.user_id)
    rows = Transcript.objects.filter(
        state=TranscriptState.WAITING,
        object_until__isnull=True,
        statement__referral__in=mine,
        # Once residents have their answer nothing of it is corrected any more.
        statement__referral__idea__case__in=sorted(UNANSWERED),
    ).select_related(
        "statement__referral__idea__region", "statement__referral__department"
    )
    for row in rows.order_by("pk")[:MOST_ITEMS]:
        referral = row.statement.referral
        yield Item(
            title=referral.idea.title,
            url=reverse("referrals:referral-detail", args=[referral.pk]),
            detail=_("%(department)s, %(number)s")
            % {
                "department": referral.department.name,
                "number": referral.idea.number,
            },
            since=row.statement.stated_at,
            region_id=referral.idea.region_id,
        )


def waiting_on(referral: Referral) -> Transcript | None:
    """The copy that the department may confirm: of what counts now."""
    rows = Transcript.objects.filter(
        statement__referral=referral,
        state__in=[TranscriptState.WAITING, TranscriptState.UNOBJECTED],
    )
    return rows.select_related("statement__referral").last()
