"""Earlier public answers to questions like the one that somebody asks now."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.clock import berlin_today
from commons.terms.queries import current
from neighbourhood.departments.models import Department
from participation.ideas.enums import Case, Outcome
from participation.ideas.models import Idea
from participation.ideas.queries.alike import (
    NEARLY_SAME,
    Scored,
    away_in_words,
    closest,
    of_idea,
)
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState
from participation.referrals.models import Answer, Reuse, ReuseTerms
from participation.referrals.reuse_states import CURRENT

MOST_SHOWN = 3
DAYS_A_MONTH = 365.25 / 12
# The question is settled; a case that was taken up again is open anew.
SETTLED = (Case.ANSWERED, Case.CLOSED)
# Where an idea stands while an answer may still be found for it.
UNANSWERED = frozenset({Case.NONE, Case.OPEN, Case.STATEMENT_IN, Case.REOPENED})
# Not decided yet, or public; what was declined or hidden gets no answer.
ANSWERABLE = frozenset({Publication.SUBMITTED, Publication.PUBLISHED})


@dataclass(frozen=True)
class Earlier:
    """An answer that may be told again, and what speaks for it."""

    answer: Answer
    why: tuple[str, ...]

    @property
    def department(self) -> Department | None:
        return self.answer.idea.lead_department


def may_take_one(idea: Idea) -> bool:
    """Whether the idea's state still lets it be answered with an earlier answer."""
    return idea.publication in ANSWERABLE and idea.case in UNANSWERED


def usable() -> QuerySet[Answer]:
    """Published answers that still hold: the last word on ideas that are settled.

    Told again are only first-hand answers, so that a source is never a copy.
    """
    since = timezone.now() - timedelta(days=DAYS_A_MONTH * current(ReuseTerms).months)
    later = Answer.objects.filter(
        idea=OuterRef("idea"), published_at__gt=OuterRef("published_at")
    )
    still_promised = Q(promised_on=None) | Q(promised_on__gte=berlin_today())
    return Answer.objects.filter(
        ~Exists(later),
        still_promised | Q(outcome=Outcome.DONE),
        state=AnswerState.PUBLISHED,
        source__isnull=True,
        published_at__gte=since,
        idea__publication=Publication.PUBLISHED,
        idea__case__in=SETTLED,
        idea__outcome=F("outcome"),
    ).select_related("idea__region", "idea__topic", "idea__lead_department")


def earlier_answers(idea: Idea, *, limit: int = MOST_SHOWN) -> list[Earlier]:
    """What may answer `idea` as well, the likeliest first; at most six queries.

    Alike by the rule of the list under the title (text, place, age), about the same
    topic or one beside it, and no older than coordinators allow.
    """
    answers = usable()
    ideas = Idea.objects.published().filter(
        _same_topic(idea), pk__in=answers.values("idea")
    )
    scored = closest(of_idea(idea), ideas, without_id=idea.pk)
    best = list(scored)[:limit]
    by_idea = {answer.idea_id: answer for answer in answers.filter(idea__in=best)}
    return [
        Earlier(by_idea[pk], tuple(_why(idea, by_idea[pk].idea, scored[pk])))
        for pk in best
        if pk in by_idea
    ]


def offered_on(idea: Idea) -> list[Earlier]:
    """What is shown before an Amt is asked; nothing where no answer can be given."""
    return earlier_answers(idea) if may_take_one(idea) else []


def _same_topic(idea: Idea) -> Q:
    """The same one, the one above it, or one beside it under the same."""
    root = idea.topic.parent_id or idea.topic_id
    return Q(topic=root) | Q(topic__parent=root)


def _why(idea: Idea, other: Idea, scored: Scored) -> Iterator[str]:
    alike = scored.closeness >= NEARLY_SAME
    yield _("fast gleicher Text") if alike else _("klingt ähnlich")
    if other.topic_id == idea.topic_id:
        yield _("gleiches Thema: %(topic)s") % {"topic": other.topic.name}
    else:
        yield _("verwandtes Thema: %(topic)s") % {"topic": other.topic.name}
    yield _where(idea, other, scored.metres)


def _where(idea: Idea, other: Idea, metres: float | None) -> str:
    if metres is not None:
        return away_in_words(metres)
    area = other.planning_area_id
    if area is not None and area == idea.planning_area_id:
        return _("im selben Planungsraum")
    if other.region_id == idea.region_id:
        return _("im selben Stadtteil")
    return _("anderer Stadtteil: %(region)s") % {
        "region": other.region.name if other.region else ""
    }


def current_on(idea: Idea) -> Reuse | None:
    """The reused answer that residents read under the idea, if it is one."""
    return with_everything().filter(idea=idea, state__in=sorted(CURRENT)).first()


def with_everything() -> QuerySet[Reuse]:
    return Reuse.objects.select_related(
        "idea__region",
        "idea__topic",
        "idea__author",
        "answer__source__idea__region",
        "department",
        "link",
        "delivery",
        "objected_by",
        "reviewed_by",
    )
