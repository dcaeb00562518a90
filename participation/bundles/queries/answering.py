"""A bundle as its department answers it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from commons.accounts.visitors import Visitor
from commons.links.models import SignedLink
from participation.bundles import workflow
from participation.bundles.enums import RowWay
from participation.bundles.models import Bundle, RowAnswer
from participation.bundles.queries.bundles import ANSWERED, with_counts
from participation.moderation.enums import Publication
from participation.referrals import workflow as referral_workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import PendingStatement, Referral, Statement
from participation.referrals.rules import LINK_KIND, LINK_PURPOSE

MOST_IN_INBOX = 50
# Open as soon as the mail arrives that is being made.
ON_THE_WAY = frozenset({ReferralState.QUEUED, ReferralState.FAILED})


@dataclass(frozen=True)
class Sections:
    """The rows by what may be done with them, each in the order of the bundle."""

    open: list[Referral]
    waiting: list[Referral]
    answered: list[Referral]
    over: list[Referral]

    @property
    def rest(self) -> list[Referral]:
        return [*self.waiting, *self.answered, *self.over]


@dataclass(frozen=True)
class Ways:
    """How the answers to a bundle came; a row counts by what came last for it."""

    page: int
    sheet: int
    elsewhere: int


def rows_for_department(bundle: Bundle, *, is_going: bool = False) -> list[Referral]:
    """All that it got, also what was taken back since; one query.

    One that followed another way meanwhile is another department's; one that left the
    public is nobody's to read (`may_be_handed_out`).

    Args:
        is_going: for the mail that brings them, so also what did not arrive yet.
    """
    waits = PendingStatement.objects.waiting().filter(referral=OuterRef("pk"))
    is_shown = Q(state__in=sorted(referral_workflow.SENT)) | Q(
        state=ReferralState.RECALLED, sent_at__isnull=False
    )
    if is_going:
        is_shown |= Q(state__in=sorted(ON_THE_WAY))
    rows = Referral.objects.filter(
        is_shown,
        bundle_item__bundle=bundle,
        department=bundle.department_id,
        idea__publication__in=[Publication.PUBLISHED, Publication.MERGED],
    )
    return list(
        rows.select_related("idea__region", "idea__topic", "due_on")
        .annotate(position=F("bundle_item__position"), waits=Exists(waits))
        .order_by("bundle_item__position")
    )


def sections_of(rows: Iterable[Referral]) -> Sections:
    found = Sections([], [], [], [])
    for row in rows:
        if row.state in ANSWERED:
            found.answered.append(row)
        elif row.state not in referral_workflow.WITH_DEPARTMENT | ON_THE_WAY:
            found.over.append(row)
        elif row.waits:  # type: ignore[attr-defined]  # annotated by the query above
            found.waiting.append(row)
        else:
            found.open.append(row)
    return found


def keys_of(link: SignedLink | None, referrals: Iterable[int]) -> dict[int, SignedLink]:
    """The keys to single cases that the same mailbox has; one query.

    What somebody says on the bundle's page stands under the key to the case, as if it
    had been said there: renewing, ending and the second pair of eyes go by that one.
    """
    if link is None:
        return {}
    rows = SignedLink.objects.filter(
        purpose=LINK_PURPOSE,
        kind=LINK_KIND,
        target_id__in=list(referrals),
        recipient=link.recipient,
        revoked_at__isnull=True,
        expires_at__gt=timezone.now(),
    )
    return {row.target_id: row for row in rows.order_by("pk")}


def bundle_of_case(referral_id: int) -> Bundle | None:
    rows = Bundle.objects.filter(
        items__referral=referral_id, items__referral__goes_along=True
    )
    return rows.first()


def said_of(rows: Sequence[Referral]) -> dict[int, Statement]:
    """What counts of what was stated on them; one query."""
    stated = [row.pk for row in rows if row.state == ReferralState.STATED]
    found = Statement.objects.counting().filter(referral__in=stated)
    return {statement.referral_id: statement for statement in found}


def drafts_of(rows: Sequence[Referral]) -> list[PendingStatement]:
    """The words that wait for a second person on them; no query where none do."""
    if not rows:
        return []
    waiting = PendingStatement.objects.waiting().filter(referral__in=list(rows))
    with_all = waiting.select_related(
        "referral__idea", "referral__department", "written_by", "link"
    )
    return list(with_all.order_by("referral__bundle_item__position"))


def inbox_of(visitor: Visitor) -> list[Bundle]:
    """The open bundles of the departments one works for, the next date first."""
    rows = Bundle.objects.filter(
        department_id__in=sorted(visitor.department_ids),
        state__in=sorted(workflow.WITH_DEPARTMENT & workflow.UNFINISHED),
    )
    counted = with_counts(rows.select_related("department"))
    return list(counted.order_by("due_on", "pk")[:MOST_IN_INBOX])


def ways_of(bundle: Bundle) -> Ways:
    """For the SPK; two queries."""
    done = bundle.items.filter(referral__state__in=ANSWERED)
    rows = RowAnswer.objects.filter(item__in=done).values_list("item_id", "way")
    last = dict(rows.order_by("answered_at", "pk"))
    counted = Counter(last.values())
    page, sheet = counted[RowWay.PAGE], counted[RowWay.SHEET]
    return Ways(page, sheet, done.count() - page - sheet)
