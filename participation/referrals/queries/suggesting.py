"""What the learned model says about an idea, and whether anybody is shown it."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import structlog
from django.db.models import Q
from django.utils.translation import gettext as _

from commons.terms.queries import current
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.learning.model import (
    Learned,
    Scored,
    UnreadableModelError,
)
from participation.referrals.learning.words import Written
from participation.referrals.models import (
    LearnedWeights,
    Referral,
    SuggestionTerms,
    Training,
)
from participation.referrals.models.suggesting import percent
from participation.referrals.queries.learning import count_of_decisions, heirs_of_all
from participation.referrals.workflow import UNFINISHED

log = structlog.get_logger(__name__)

NEEDED = 50  # new decisions for a training
NEEDED_TOP_THREE = 0.90
MOST_SHOWN = 3
MOST_WORDS = 4
LEAST_SHOWN, HIGHEST = 1, 99  # percent; nothing learned is ever certain
# The model in use, by its checksum: read once a process, when it is first asked.
_in_use: dict[str, Learned] = {}


@dataclass(frozen=True)
class Proposed:
    """A department, how sure the model is, and what speaks for it."""

    department: Department
    percent: int
    reasons: tuple[str, ...]

    @property
    def length(self) -> str:
        return f"{self.percent:.1f}"


@dataclass(frozen=True)
class Suggestion:
    proposed: list[Proposed]
    is_sure: bool
    training: Training


@dataclass(frozen=True)
class Standing:
    """How far learning is, and why suggestions are shown or not."""

    terms: SuggestionTerms
    training: Training | None
    last: Training | None
    decisions: int
    new: int

    @property
    def is_good(self) -> bool:
        return self.training is not None and is_good_enough(self.training)

    @property
    def is_shown(self) -> bool:
        return self.is_good and self.terms.is_shown

    @property
    def has_failed(self) -> bool:
        return self.last is not None and self.last.has_failed

    @cached_property
    def why(self) -> str:
        """In one or two sentences, for staff."""
        if self.training is None:
            return self._why_not_yet()
        shares = {
            "reached": self.training.top_three_percent,
            "needed": percent(NEEDED_TOP_THREE),
            "count": self.training.decisions,
        }
        if (self.training.top_three or 0) < NEEDED_TOP_THREE:
            return (
                _(
                    "Gelernt aus %(count)s Entscheidungen. Das richtige Amt war in "
                    "%(reached)s von 100 Fällen unter den ersten drei. Gezeigt werden "
                    "Vorschläge ab %(needed)s. Bis dahin gelten nur die Regeln."
                )
                % shares
            )
        if not self.is_good:
            return _(
                "Die Vorschläge sind nicht besser, als immer das häufigste Amt zu "
                "nennen. Bis sie es sind, gelten nur die Regeln."
            )
        if not self.terms.is_shown:
            return _(
                "Die Vorschläge wären gut genug, sind aber ausgeschaltet. Es gelten "
                "nur die Regeln."
            )
        return (
            _(
                "Vorschläge werden gezeigt: Das richtige Amt war in %(reached)s von "
                "100 Fällen unter den ersten drei."
            )
            % shares
        )

    def _why_not_yet(self) -> str:
        if self.decisions < NEEDED:
            return _(
                "Es gibt erst %(count)s von %(needed)s Entscheidungen, aus denen sich "
                "lernen lässt. Bis dahin gelten nur die Regeln."
            ) % {"count": self.decisions, "needed": NEEDED}
        return _(
            "Es gibt genug Entscheidungen. Gelernt wird in der nächsten Nacht, sobald "
            "mindestens zwei Ämter je fünf davon haben."
        )


def current_training() -> Training | None:
    """The one whose weights are there."""
    return Training.objects.learned().filter(weights__isnull=False).first()


def is_good_enough(training: Training) -> bool:
    """Right among three often enough, and better than always saying the same.

    Where one Amt gets four fifths of everything, three guesses are right without
    having learned anything.
    """
    top_three, accuracy = training.top_three or 0.0, training.accuracy or 0.0
    return top_three >= NEEDED_TOP_THREE and accuracy > (training.most_frequent or 0.0)


def standing() -> Standing:
    """Five queries."""
    training = current_training()
    after = training.newest_referral if training else 0
    return Standing(
        terms=current(SuggestionTerms),
        training=training,
        last=Training.objects.first(),
        decisions=count_of_decisions(),
        new=count_of_decisions(after=after),
    )


def suggestion_for(idea: Idea) -> Suggestion | None:
    """The three likeliest departments; None while suggestions are not good enough.

    Five queries, and one more when this process sees the model for the first time.
    """
    house, training = current(SuggestionTerms), current_training()
    if training is None or not house.is_shown or not is_good_enough(training):
        return None
    learned = learned_by(training)
    if learned is None:
        return None
    written = Written(idea.title, idea.text, idea.topic_id, idea.region_id or 0)
    proposed = _proposed(idea, learned.suggest(written, words=MOST_WORDS))
    if not proposed:
        return None
    is_sure = proposed[0].percent >= house.least_confidence
    return Suggestion(proposed, is_sure, training)


def learned_by(training: Training) -> Learned | None:
    """The model of a training, if its bytes are what was stored then."""
    known = _in_use.get(training.sha256)
    if known is not None:
        return known
    row = LearnedWeights.objects.filter(training=training).first()
    content = bytes(row.content) if row else b""
    if hashlib.sha256(content).hexdigest() != training.sha256:
        log.error("suggesting.checksum", training=training.number)
        return None
    try:
        learned = Learned.from_bytes(content)
    except UnreadableModelError as error:
        log.error("suggesting.unreadable", training=training.number, why=str(error))  # noqa: TRY400 -- the traceback says nothing more
        return None
    _in_use.clear()
    _in_use[training.sha256] = learned
    return learned


def _proposed(idea: Idea, scored: list[Scored]) -> list[Proposed]:
    """By departments that may be asked: heirs of merged ones, without those that are
    gone, have the idea, or said that it is not theirs."""
    heirs, out = heirs_of_all(), _out_of_question(idea)
    sure: dict[int, float] = {}
    best: dict[int, Scored] = {}
    for each in scored:
        heir = heirs.get(each.label)
        if heir is not None and heir not in out:
            sure[heir] = sure.get(heir, 0.0) + each.confidence
            best.setdefault(heir, each)
    total = sum(sure.values())
    first = sorted(sure, key=sure.__getitem__, reverse=True)[:MOST_SHOWN]
    rows = Department.objects.in_bulk(first)
    found = [
        Proposed(rows[pk], _percent(sure[pk] / total), _reasons(idea, best[pk]))
        for pk in first
    ]
    return [each for each in found if each.percent >= LEAST_SHOWN]


def _out_of_question(idea: Idea) -> set[int]:
    said_no = Q(
        state=ReferralState.RETURNED, return_reason=ReturnReason.NOT_RESPONSIBLE
    )
    rows = Referral.objects.filter(said_no | Q(state__in=sorted(UNFINISHED)), idea=idea)
    return set(rows.values_list("department", flat=True))


def _reasons(idea: Idea, scored: Scored) -> tuple[str, ...]:
    words = tuple(f"„{word}“" for word in scored.words)
    if f"topic:{idea.topic_id}" in scored.marks:
        return (*words, _("Thema %(topic)s") % {"topic": idea.topic.name})
    return words


def _percent(share: float) -> int:
    return min(HIGHEST, round(100 * share))
