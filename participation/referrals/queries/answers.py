from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from commons.plainness import Finding, stumbles
from participation.ideas.models import Idea
from participation.referrals.enums import AnswerState, ReferralRole, ReferralState
from participation.referrals.models import Answer, Promise, Referral, Statement


def statements_on(idea: Idea) -> QuerySet[Statement]:
    """What departments say on an idea in the end, the lead's first, newest first."""
    return (
        Statement.objects.counting()
        .filter(referral__idea=idea)
        .select_related("referral__department", "transcript")
        .prefetch_related("attachments__stored_file")
        .order_by("-referral__role", "-stated_at", "-pk")
    )


def needs_four_eyes(idea: Idea) -> bool:
    """Whether a department whose statement counts wants a second pair of eyes."""
    return (
        statements_on(idea)
        .filter(
            referral__role=ReferralRole.LEAD, referral__department__needs_four_eyes=True
        )
        .exists()
    )


def wants_four_eyes(idea: str) -> Exists:
    """The same for rows that name an idea at `idea`."""
    leads = Referral.objects.filter(
        idea=OuterRef(idea),
        role=ReferralRole.LEAD,
        state=ReferralState.STATED,
        department__needs_four_eyes=True,
    )
    return Exists(leads)


def draft_of(idea: Idea) -> Answer | None:
    return (
        Answer.objects.filter(idea=idea, state=AnswerState.DRAFT)
        .select_related("idea__region", "written_by", "approved_by")
        .first()
    )


def published_on(idea: Idea) -> list[Answer]:
    """The published answers, newest first; earlier ones stay readable."""
    statements = Statement.objects.select_related("referral__department").order_by(
        "-referral__role", "pk"
    )
    return list(
        Answer.objects.filter(idea=idea, state=AnswerState.PUBLISHED)
        .select_related("source__idea", "reuse__department")
        .prefetch_related(
            Prefetch("statements", queryset=statements),
            Prefetch("source__statements", queryset=statements),
            Prefetch("promises", queryset=Promise.objects.select_related("photo")),
            "deferrals",
        )
        .annotate(is_source_renewed=_is_source_renewed())
        .order_by("-published_at", "-pk")
    )


def _is_source_renewed() -> Exists:
    """The question that an answer points to got a newer one."""
    return Exists(
        Answer.objects.filter(
            idea=OuterRef("source__idea"),
            published_at__gt=OuterRef("source__published_at"),
        )
    )


def stumbles_of(answer: Answer) -> list[Finding]:
    """What is hard to read in the words for residents; see `commons.plainness`."""
    parts = (answer.text, answer.reason, answer.instead, answer.support, answer.joining)
    return stumbles("\n".join(parts))
