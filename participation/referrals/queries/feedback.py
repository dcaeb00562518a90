"""Answers of which the person behind an idea may say whether they helped."""

from django.db.models import QuerySet

from participation.ideas import workflow
from participation.ideas.models import Idea
from participation.referrals.enums import AnswerState
from participation.referrals.models import Answer, Feedback

SETTLED = workflow.SETTLED


def newest_on(idea: Idea) -> Answer | None:
    """The answer that counts now, with what was said of it."""
    rows = Answer.objects.filter(idea=idea, state=AnswerState.PUBLISHED)
    return rows.select_related("feedback").order_by("-published_at", "-pk").first()


def said_of(answer: Answer) -> Feedback | None:
    return getattr(answer, "feedback", None)


def was_reopened(idea: Idea) -> bool:
    """Whether a no has opened the case already; it does so once."""
    found: bool = Feedback.objects.filter(idea=idea, has_reopened=True).exists()
    return found


def noes_on(idea: Idea) -> QuerySet[Feedback]:
    """What did not help and why, for the desk; the latest first."""
    rows = Feedback.objects.filter(idea=idea, has_helped=False)
    return rows.order_by("-given_at", "-pk")
