"""How often what went to a department came back: what rules and topics are worth.

Groups only, and none below five: no query here reads who referred or who returned
(PersVG Berlin § 85).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from commons.accounts.visitors import Visitor
from commons.periods import Period
from participation.referrals.enums import (
    ReferralRole,
    ReferralState,
    ReturnReason,
    RouteWay,
)
from participation.referrals.models import Referral

FEWEST = 5
RETURNED = Q(state=ReferralState.RETURNED)
NOT_OURS = RETURNED & Q(return_reason=ReturnReason.NOT_RESPONSIBLE)
Group = Mapping[str, Any]


@dataclass(frozen=True)
class Rate:
    """Of a group: how many were referred, and how many of them came back."""

    label: str
    referred: int
    not_ours: int
    otherwise: int
    is_folded: bool = False

    @property
    def percent(self) -> int | None:
        """None where the group is too small to say anything."""
        if self.referred < FEWEST:
            return None
        return round(100 * self.not_ours / self.referred)


@dataclass(frozen=True)
class Returns:
    total: Rate
    by_rule: list[Rate] = field(default_factory=list)
    by_topic: list[Rate] = field(default_factory=list)
    by_department: list[Rate] = field(default_factory=list)


def returns(visitor: Visitor, period: Period) -> Returns:
    """Lead referrals that reached their department in a period; four queries.

    What was taken back by the SPK, or did not arrive, says nothing about a rule.
    """
    rows = (
        Referral.objects.at_desk_of(visitor)
        .filter(role=ReferralRole.LEAD, sent_at__isnull=False)
        .exclude(state__in=[ReferralState.RECALLED, ReferralState.FAILED])
        .filter(**period.within("referred_at"))
        .order_by()
    )
    whole = rows.aggregate(**_counts())
    return Returns(
        total=Rate("", whole["referred"], whole["not_ours"], whole["otherwise"]),
        by_rule=_folded(
            rows,
            ("route__way", "route__rule__number", "department__short_name"),
            _way_of,
        ),
        by_topic=_folded(
            rows, ("idea__topic__name",), lambda row: str(row["idea__topic__name"])
        ),
        by_department=_folded(
            rows, ("department__name",), lambda row: str(row["department__name"])
        ),
    )


def _counts() -> dict[str, Count]:
    return {
        "referred": Count("pk"),
        "not_ours": Count("pk", filter=NOT_OURS),
        "otherwise": Count("pk", filter=RETURNED & ~NOT_OURS),
    }


def _way_of(row: Group) -> str:
    """A rule by its number and where it sent; else who or what chose."""
    if row["route__way"] == RouteWay.RULE:
        return _("Regel %(number)s: %(department)s") % {
            "number": row["route__rule__number"],
            "department": row["department__short_name"],
        }
    if row["route__way"] is None:
        return _("vor der Zeit der Regeln")
    return str(RouteWay(row["route__way"]).label)


def _folded(
    rows: QuerySet, columns: tuple[str, ...], label_of: Callable[[Group], str]
) -> list[Rate]:
    """The worst first; small groups together at the end."""
    groups: dict[str, Rate] = {}
    for row in rows.values(*columns).annotate(**_counts()):
        label = label_of(row)
        before = groups.get(label, Rate(label, 0, 0, 0))
        groups[label] = _sum(label, [before, _rate(label, row)])
    large = [rate for rate in groups.values() if rate.referred >= FEWEST]
    small = [rate for rate in groups.values() if rate.referred < FEWEST]
    large.sort(key=lambda rate: (-(rate.percent or 0), -rate.referred, rate.label))
    return [*large, *_rest(small)]


def _rate(label: str, row: Group) -> Rate:
    return Rate(label, row["referred"], row["not_ours"], row["otherwise"])


def _rest(small: list[Rate]) -> Iterator[Rate]:
    if not small:
        return
    label = _("weitere mit weniger als %(fewest)s") % {"fewest": FEWEST}
    rest = _sum(label, small)
    if rest.referred < FEWEST:
        rest = Rate(label, 0, 0, 0)
    yield Rate(label, rest.referred, rest.not_ours, rest.otherwise, is_folded=True)


def _sum(label: str, rates: list[Rate]) -> Rate:
    return Rate(
        label,
        sum(rate.referred for rate in rates),
        sum(rate.not_ours for rate in rates),
        sum(rate.otherwise for rate in rates),
    )
