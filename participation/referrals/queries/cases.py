"""One case as its department sees it."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.links.models import SignedLink
from commons.terms.queries import current
from neighbourhood.departments.enums import TextKind
from neighbourhood.departments.models import DepartmentText
from participation.referrals import rules, workflow
from participation.referrals.enums import ReferralState
from participation.referrals.models import (
    Attachment,
    ContactRelease,
    DepartmentTerms,
    InternalNote,
    PendingStatement,
    Question,
    Referral,
    Statement,
)
from participation.referrals.queries import colleagues, desks, releasing

FILES = Attachment.objects.select_related("stored_file")


def with_all_for_department() -> QuerySet[Referral]:
    statements = Statement.objects.select_related(
        "stated_by", "transcript"
    ).prefetch_related(Prefetch("attachments", queryset=FILES))
    return Referral.objects.select_related(
        "idea__region",
        "idea__topic",
        "department__parent",
        "suggested_department",
        "dossier",
        "link",
    ).prefetch_related(
        Prefetch("questions", queryset=Question.objects.select_related("asked_by")),
        Prefetch("statements", queryset=statements),
    )


def is_shown_to_department(referral: Referral) -> bool:
    """What was sent, or is on its way; also what was taken back after it was sent."""
    if referral.state == ReferralState.RECALLED:
        return referral.sent_at is not None
    return referral.state in workflow.SENT | {ReferralState.QUEUED}


def beside(
    referral: Referral,
    visitor: Visitor,
    *,
    by: User | None,
    link: SignedLink | None,
) -> dict[str, Any]:
    """What stands beside the idea: colleagues, words that wait, and the inside."""
    is_open = referral.state in workflow.WITH_DEPARTMENT
    waiting = releasing.waiting_on(referral)
    shown: dict[str, Any] = {
        "hand_overs": list(colleagues.hand_overs_of(referral)),
        "waiting": waiting,
        "waiting_files": list(FILES.filter(pending=waiting)) if waiting else [],
        "may_hand_on": is_open or referral.state == ReferralState.STATED,
        "may_give_interim": is_open,
        "has_contact": is_open
        and ContactRelease.objects.filter(referral=referral).exists(),
    }
    if waiting is not None:
        shown["why_not_release"] = releasing.why_not_release(waiting, by=by, link=link)
    if rules.can_work_inside(visitor, referral):
        shown |= _inside(referral)
    return shown


def _inside(referral: Referral) -> dict[str, Any]:
    """For those with an account there."""
    notes = InternalNote.objects.filter(referral=referral).select_related("written_by")
    assignment = getattr(referral, "assignment", None)
    return {
        "is_inside": True,
        "notes": list(notes),
        "assignee": assignment.assignee if assignment else None,
        "is_resting": referral.pk in desks.resting([referral.department_id]),
    }


def attachment_of(referral: Referral, pk: int) -> Attachment | None:
    theirs = Q(statement__referral=referral) | Q(
        pending__referral=referral, pending__settled_at__isnull=True
    )
    return FILES.filter(theirs, pk=pk).first()


def texts_of(referral: Referral, kind: TextKind) -> list[DepartmentText]:
    rows = DepartmentText.objects.filter(department=referral.department_id, kind=kind)
    return list(rows.order_by("position", "title", "pk"))


def words_for(referral: Referral) -> dict[str, Any]:
    """The department's own texts to start a form from, and the house's limits."""
    latest = desks.latest_interim_day(current(DepartmentTerms), today=berlin_today())
    return {
        "latest_interim": latest,
        "not_ours_texts": texts_of(referral, TextKind.NOT_OURS),
        "module_texts": texts_of(referral, TextKind.MODULE),
    }


def from_the_department(referral: Referral) -> dict[str, Any]:
    """What the SPK sees of it: links, who drafted and released, marked notes."""
    notes = InternalNote.objects.filter(referral=referral, is_for_spk=True)
    releases = ContactRelease.objects.filter(referral=referral)
    is_open = referral.state in workflow.WITH_DEPARTMENT
    return {
        "hand_overs": list(colleagues.hand_overs_of(referral)),
        "substitutes": colleagues.substitute_links_of(referral),
        "notes": list(notes.select_related("written_by")),
        "contact_release": releases.select_related("released_by").first(),
        "may_release_contact": is_open,
        "may_renew_link": is_open and referral.link_id is not None,
    }


def text_named(referral: Referral, pk: str) -> DepartmentText | None:
    """The department's own text that an address names."""
    rows = texts_of(referral, TextKind.NOT_OURS)
    return next((row for row in rows if str(row.pk) == pk), None)


def said_before(referral: Referral) -> Statement | PendingStatement | None:
    """What a correction, or a second attempt at a draft, starts from."""
    waiting = releasing.waiting_on(referral)
    if waiting is not None and not waiting.is_interim:
        return waiting
    return Statement.objects.counting().filter(referral=referral).first()
