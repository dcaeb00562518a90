"""One idea's referrals, and the lists of the desk and of the departments."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.enums import DeliveryState
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.referrals import workflow
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.models import Question, Referral, Statement

PAGE = 50
VIEWS = {
    "offen": _("Offen"),
    "ueberfaellig": _("Überfällig"),
    "rueckfragen": _("Rückfragen"),
    "von-hand": _("Von Hand"),
    "gescheitert": _("Nicht angekommen"),
    "zurueck": _("Zurückgegeben"),
    "erledigt": _("Erledigt"),
}


# What waits for somebody at the desk; their number stands beside the name.
ASKING = ("offen", "ueberfaellig", "rueckfragen", "von-hand", "gescheitert")
LONGEST_KEY = 18
# Also what left the outbox unsent, as all that goes to an account which is deleted.
NOT_ARRIVED = Q(state=ReferralState.FAILED) | Q(
    state=ReferralState.QUEUED, delivery__state=DeliveryState.RECALLED
)


@dataclass(frozen=True)
class Page:
    referrals: list[Referral]
    next_cursor: str


def with_everything() -> QuerySet[Referral]:
    questions = Question.objects.select_related("asked_by", "answered_by", "passed")
    statements = Statement.objects.select_related(
        "stated_by", "draft", "transcript"
    ).prefetch_related("attachments__stored_file")
    return Referral.objects.select_related(
        "idea__region",
        "idea__topic",
        "idea__author",
        "department",
        "suggested_department",
        "dossier",
        "link",
        "delivery",
    ).prefetch_related(
        Prefetch("questions", queryset=questions),
        Prefetch("statements", queryset=statements),
    )


def referrals_on(idea: Idea) -> QuerySet[Referral]:
    """All referrals of an idea, the newest first."""
    return (
        Referral.objects.filter(idea=idea)
        .select_related("department", "suggested_department")
        .order_by("-pk")
    )


def current_lead(idea: Idea) -> Referral | None:
    return referrals_on(idea).unfinished().leads().first()  # type: ignore[attr-defined, no-any-return]  # of its QuerySet


def returned_lead(idea: Idea) -> Referral | None:
    """The last lead, if the department gave it back."""
    last = referrals_on(idea).filter(role=ReferralRole.LEAD).first()
    if last is not None and last.state == ReferralState.RETURNED:
        return last
    return None


def desk_list(visitor: Visitor, view: str, *, today: date, cursor: str = "") -> Page:
    """What the SPK has out, by due date."""
    conditions = _conditions(today)
    wanted = conditions.get(view, conditions["offen"])
    return paged(Referral.objects.at_desk_of(visitor).filter(wanted), cursor)


def desk_figures(visitor: Visitor, *, today: date) -> dict[str, int]:
    """How many stand in each view that asks for something; one query."""
    conditions = _conditions(today)
    counted = {
        view.replace("-", "_"): Count("pk", filter=conditions[view]) for view in ASKING
    }
    rows = Referral.objects.at_desk_of(visitor).unfinished()
    found = rows.aggregate(**counted)
    return {view: found[view.replace("-", "_")] for view in ASKING}


def _conditions(today: date) -> dict[str, Q]:
    return {
        "offen": Q(state__in=workflow.OPEN),
        "ueberfaellig": Q(
            state__in=workflow.WITH_DEPARTMENT,
            paused_at__isnull=True,
            due_on__lt=today,
        ),
        "rueckfragen": Q(state=ReferralState.QUESTION),
        "von-hand": Q(state=ReferralState.QUEUED, link__isnull=True),
        "gescheitert": NOT_ARRIVED,
        "zurueck": Q(state=ReferralState.RETURNED, idea__case=Case.OPEN),
        "erledigt": Q(state__in=[ReferralState.STATED, ReferralState.RECALLED]),
    }


def paged(rows: QuerySet, cursor: str) -> Page:
    """By due date, from where the page before ended."""
    rows = rows.select_related("idea__region", "department")
    due, _, pk = cursor.partition(",")
    if _is_cursor(due, pk):
        rows = rows.filter(Q(due_on__gt=due) | Q(due_on=due, pk__gt=int(pk)))
    found = list(rows.order_by("due_on", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    if len(found) <= PAGE:
        return Page(shown, "")
    return Page(shown, f"{shown[-1].due_on_id},{shown[-1].pk}")


def _is_cursor(due: str, pk: str) -> bool:
    try:
        date.fromisoformat(due)
    except ValueError:
        return False
    return pk.isdecimal() and len(pk) <= LONGEST_KEY
