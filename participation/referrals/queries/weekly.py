"""What stands in the SPK's list of a week: late, due, asked, and to be released."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral
from participation.referrals.queries import ladder

MOST = 30


@dataclass(frozen=True)
class Week:
    """The rows of one reader; `questions` wait for the SPK, `silent` for a sign."""

    overdue: list[Referral]
    due: list[Referral]
    silent: list[Referral]
    questions: list[Referral]
    proposals: int

    @property
    def is_empty(self) -> bool:
        return not (
            self.overdue or self.due or self.silent or self.questions or self.proposals
        )


def week_of(visitor: Visitor, today: date) -> Week:
    """What somebody at the desk should know this week; at most `MOST` of each."""
    sunday = monday_of(today) + timedelta(days=6)
    return Week(
        overdue=_rows(ladder.running().filter(due_on__lt=today), visitor),
        due=_rows(
            ladder.running().filter(due_on__gte=today, due_on__lte=sunday), visitor
        ),
        silent=_rows(
            ladder.running().filter(_without_a_sign(), due_on__gt=sunday), visitor
        ),
        questions=_rows(at_the_spk(), visitor),
        proposals=_proposed(visitor),
    )


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def at_the_spk() -> QuerySet[Referral]:
    """An Amt asked, and nobody but the SPK is to answer now."""
    return Referral.objects.filter(state=ReferralState.QUESTION).exclude(
        pk__in=with_the_resident().values("pk")
    )


def with_the_resident() -> QuerySet[Referral]:
    return Referral.objects.filter(
        questions__passed__isnull=False, questions__passed__closed_at__isnull=True
    )


def outside() -> QuerySet[Referral]:
    """With a body that owes the district nothing: the SPK asks how it stands."""
    return Referral.objects.filter(
        department__kind="extern", state__in=["sent", "acknowledged"]
    )


def _without_a_sign() -> Q:
    """Those that were reminded of it."""
    return Q(acknowledged_at__isnull=True, reminders__step="reaction")


def _proposed(visitor: Visitor) -> int:
    return ladder.proposed().count() if visitor.has_role(Role.COORDINATOR) else 0


def _rows(rows: QuerySet[Referral], visitor: Visitor) -> list[Referral]:
    found = rows.at_desk_of(visitor).select_related("idea__region", "department")  # type: ignore[attr-defined]  # of its QuerySet
    return list(found.order_by("due_on", "pk").distinct()[:MOST])
