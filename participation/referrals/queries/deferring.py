"""What is deferred, and what of it has come back."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from participation.ideas.enums import Outcome
from participation.ideas.models import Idea
from participation.ideas.workflow import SETTLED
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState
from participation.referrals.models import Answer


def in_force() -> QuerySet[Answer]:
    """The newest public answer of ideas that nobody took up again."""
    newer = Answer.objects.filter(
        idea=OuterRef("idea"),
        state=AnswerState.PUBLISHED,
        published_at__gt=OuterRef("published_at"),
    )
    return Answer.objects.filter(
        ~Exists(newer),
        state=AnswerState.PUBLISHED,
        idea__case__in=sorted(SETTLED),
        idea__publication=Publication.PUBLISHED,
    )


def deferred() -> QuerySet[Answer]:
    """Good, but without money for now; the next to come back first."""
    rows = in_force().filter(outcome=Outcome.DEFERRED, look_again_on__isnull=False)
    return rows.select_related("idea__region").order_by("look_again_on", "pk")


def come_back(today: date) -> QuerySet[Answer]:
    """Those whose day is here. On a free day nobody is at work to see it."""
    return deferred().filter(look_again_on__lte=today)


def held_on(idea: Idea) -> Answer | None:
    """The answer that deferred an idea, while that holds."""
    return deferred().filter(idea=idea).first()
