"""When somebody last heard of an idea, from the rows of what reached them.

News is what people were told by bell and mail: that it is public, that an Amt has it,
a question of the Amt, an answer, what became of a promise, that it is looked at again,
that neighbours took it into their hands and how it goes, an interim notice. What only
stands on the "Weg der Idee" is none (docs/decisions/0045).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery

from commons.clock import berlin_date
from commons.verbs.models import Happening
from participation.ideas.models import Idea
from participation.ideas.workflow import OPEN
from participation.moderation.enums import Publication
from participation.notices.enums import DropReason, NoticeState
from participation.notices.models import InterimNotice
from participation.referrals.models import (
    Answer,
    Deferral,
    Feedback,
    Promise,
    Referral,
    ResidentQuestion,
)
from participation.together.enums import State
from participation.together.models import Progress, Undertaking

# What was deferred and is taken up tells it by this verb, and has no row of its own.
REOPENED = "idea.reopened"


@dataclass(frozen=True)
class News:
    """`at` is the moment, `announced` the day it named for the next, if it did."""

    at: datetime
    announced: date | None = None

    @property
    def day(self) -> date:
        return berlin_date(self.at)


def watched() -> QuerySet[Idea]:
    """Ideas whose person waits for something: a decision, or an answer.

    Whoever was asked to change something has to act themselves; nobody waits there.
    """
    at_desk = Q(case="none", publication=Publication.SUBMITTED)
    return with_news(Idea.objects.filter(Q(case__in=sorted(OPEN)) | at_desk))


def with_news(ideas: QuerySet[Idea]) -> QuerySet[Idea]:
    """Annotate what `news_of` reads: still one query."""
    here = OuterRef("pk")
    leads = Referral.objects.filter(idea=here).leads().order_by("-referred_at", "-pk")
    asked = ResidentQuestion.objects.filter(question__referral__idea=here)
    asked = asked.order_by("-asked_at", "-pk")
    answers = Answer.objects.filter(idea=here, published_at__isnull=False)
    again = Feedback.objects.filter(idea=here, has_reopened=True)
    taken_up = Happening.objects.filter(
        kind="idea", target_id=here, verb=REOPENED, withdrawn_at__isnull=True
    )
    promised = Promise.objects.filter(idea=here, number__gt=1).order_by("-said_at")
    put_off = Deferral.objects.filter(answer__idea=here, number__gt=1)
    sent = InterimNotice.objects.filter(idea=here, state=NoticeState.SENT)
    sent = sent.order_by("-sent_at")
    carried = Undertaking.objects.filter(idea=here, accepted_at__isnull=False)
    running = Undertaking.objects.in_public().filter(idea=here, state=State.RUNNING)
    running = running.order_by("accepted_at", "pk")
    reported = Progress.objects.published().filter(undertaking__idea=here)
    told = InterimNotice.objects.filter(idea=here, drop_reason=DropReason.TOLD)
    return ideas.annotate(
        news_referred=Subquery(leads.values("referred_at")[:1]),
        news_referred_until=Subquery(leads.values("first_due_on")[:1]),
        news_asked=Subquery(asked.values("asked_at")[:1]),
        news_asked_until=Subquery(asked.values("until")[:1]),
        news_answered=Subquery(
            answers.order_by("-published_at").values("published_at")[:1]
        ),
        news_reopened=Subquery(again.values("given_at")[:1]),
        news_taken_up=Subquery(taken_up.order_by("-pk").values("happened_at")[:1]),
        news_promised=Subquery(promised.values("said_at")[:1]),
        news_put_off=Subquery(put_off.order_by("-said_at").values("said_at")[:1]),
        news_carried=Subquery(
            carried.order_by("-accepted_at").values("accepted_at")[:1]
        ),
        news_reported=Subquery(
            reported.order_by("-published_at").values("published_at")[:1]
        ),
        carried_since=Subquery(running.values("accepted_at")[:1]),
        carried_until=Subquery(running.values("next_on")[:1]),
        news_sent=Subquery(sent.values("sent_at")[:1]),
        news_sent_until=Subquery(sent.values("next_on")[:1]),
        news_told=Subquery(told.order_by("-closed_at").values("closed_at")[:1]),
    )


def annotated(pk: int) -> Idea:
    """One idea with what `news_of` reads."""
    rows = with_news(Idea.objects.filter(pk=pk))
    return rows.select_related("region", "topic").get()


def news_of(idea: Idea) -> News:
    """The last of them; `idea` comes from `with_news`."""
    return max(_all(idea), key=lambda news: news.at)


def _all(idea: Idea) -> Iterator[News]:
    yield News(idea.submitted_at)
    for name, until in (
        ("published_at", ""),
        ("news_referred", "news_referred_until"),
        ("news_asked", "news_asked_until"),
        ("news_answered", ""),
        ("news_reopened", ""),
        ("news_taken_up", ""),
        ("news_promised", ""),
        ("news_put_off", ""),
        ("news_carried", "carried_until"),
        ("news_reported", "carried_until"),
        ("news_sent", "news_sent_until"),
        ("news_told", ""),
    ):
        at = getattr(idea, name)
        if at is not None:
            yield News(at, getattr(idea, until) if until else None)
