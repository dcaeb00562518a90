"""The lists of bundles at the desk, and one bundle with its rows."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.enums import DeliveryState
from participation.bundles import workflow
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.referrals import workflow as referral_workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral

PAGE = 30
VIEWS = {
    "offen": _("Beim Amt"),
    "sammeln": _("Wird gesammelt"),
    "gescheitert": _("Nicht angekommen"),
    "erledigt": _("Erledigt"),
}
ASKING = ("offen", "sammeln", "gescheitert")
# Also what left the outbox unsent, as all that goes to an account which is deleted.
NOT_ARRIVED = Q(state=BundleState.FAILED) | Q(
    state=BundleState.QUEUED, delivery__state=DeliveryState.RECALLED
)
_CONDITIONS = {
    "offen": Q(state__in=[BundleState.QUEUED, BundleState.SENT]) & ~NOT_ARRIVED,
    "sammeln": Q(state=BundleState.COLLECTING),
    "gescheitert": NOT_ARRIVED,
    "erledigt": Q(state__in=sorted(workflow.ENDED)),
}
ANSWERED = (ReferralState.STATED, ReferralState.RETURNED)


@dataclass(frozen=True)
class Page:
    bundles: list[Bundle]
    next_before: int | None


@dataclass(frozen=True)
class Tally:
    """How far the rows are; `returned` are among those that are answered."""

    total: int
    answered: int
    returned: int
    asking: int
    open: int
    recalled: int

    @property
    def expected(self) -> int:
        """Those that somebody still wants an answer to, or has one."""
        return self.total - self.recalled

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.expected) if self.expected else 100


def with_counts(rows: QuerySet[Bundle]) -> QuerySet[Bundle]:
    """How many rows each has, and how many of them are answered."""

    def counted(*states: str) -> Count:
        return Count("items", filter=Q(items__referral__state__in=states))

    return rows.annotate(
        row_count=Count("items"),
        answered_count=counted(*ANSWERED),
        recalled_count=counted(ReferralState.RECALLED),
        asking_count=counted(ReferralState.QUESTION),
    )


def desk_list(visitor: Visitor, view: str, *, before: int | None = None) -> Page:
    """The newest first, in one query."""
    wanted = _CONDITIONS.get(view, _CONDITIONS["offen"])
    rows = Bundle.objects.at_desk_of(visitor).filter(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    counted = with_counts(rows.select_related("department", "link", "delivery"))
    found = list(counted.order_by("-pk")[: PAGE + 1])
    shown = found[:PAGE]
    return Page(shown, shown[-1].pk if len(found) > PAGE else None)


def desk_figures(visitor: Visitor) -> dict[str, int]:
    """How many stand in each view that asks for something; one query."""
    counted = {view: Count("pk", filter=_CONDITIONS[view]) for view in ASKING}
    found: dict[str, int] = Bundle.objects.at_desk_of(visitor).aggregate(**counted)
    return found


def with_everything() -> QuerySet[Bundle]:
    return Bundle.objects.select_related(
        "department", "dossier", "link", "delivery", "made_by"
    )


def rows_for_desk(bundle: Bundle, visitor: Visitor) -> list[Referral]:
    """The rows of one's own Stadtteile in their order; one query."""
    rows = Referral.objects.at_desk_of(visitor).filter(bundle_item__bundle=bundle)
    return list(
        rows.select_related(
            "idea__region", "idea__topic", "department", "link", "delivery", "due_on"
        ).order_by("bundle_item__position")
    )


def tally_of(bundle: Bundle) -> Tally:
    """Of all its rows, also those of Stadtteile one does not look after."""
    rows = Referral.objects.filter(bundle_item__bundle=bundle)
    unfinished = sorted(referral_workflow.UNFINISHED)
    found = rows.aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(state__in=ANSWERED)),
        returned=Count("pk", filter=Q(state=ReferralState.RETURNED)),
        asking=Count("pk", filter=Q(state=ReferralState.QUESTION)),
        open=Count("pk", filter=Q(state__in=unfinished)),
        recalled=Count("pk", filter=Q(state=ReferralState.RECALLED)),
    )
    return Tally(**found)


def has_not_arrived(bundle: Bundle) -> bool:
    """It failed, or was taken out of the outbox and will never go by itself."""
    mail = bundle.delivery
    is_out = mail is not None and mail.state == DeliveryState.RECALLED
    is_queued = bundle.state == BundleState.QUEUED
    return bundle.state == BundleState.FAILED or (is_queued and is_out)


def bundle_of(referral: Referral) -> Bundle | None:
    """What it goes along with; one query, none for one that goes alone."""
    if not referral.goes_along:
        return None
    return Bundle.objects.filter(items__referral=referral).first()
