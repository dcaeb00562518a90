"""Where many ideas go at once, by the rules or by what was learned.

The same table and the same model that one referral's form asks, for thousands of ideas
in a handful of queries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from commons.clock import berlin_today
from commons.terms.queries import current
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.referrals.learning.words import Written
from participation.referrals.models import SiteAnswer, SuggestionTerms
from participation.referrals.queries import suggesting
from participation.referrals.queries.learning import heirs_of_all
from participation.referrals.queries.routing import (
    Followed,
    Proposal,
    held,
    proposal_of,
)
from participation.referrals.queries.sites import on_map

# One suggestion takes milliseconds, and nobody reads more of them than that.
MOST_GUESSED = 200


@dataclass(frozen=True)
class Destination:
    """A department, and the rule that says so; without one it was learned."""

    department: Department
    proposal: Proposal | None = None
    percent: int = 0


def by_rules(ideas: Sequence[Idea]) -> dict[int, Proposal]:
    """What the published rules say of each idea; a few queries for all of them."""
    said = dict(
        SiteAnswer.objects.filter(idea__in=ideas).values_list("idea_id", "kind")
    )
    book, today = held(), berlin_today()
    followed = Followed(Department.objects.select_related("merged_into"))
    found = {}
    for idea in ideas:
        site = said.get(idea.pk) or _site_on_map(idea)
        fit = book.table.first(book.subject(idea, site), today)
        if fit is not None:
            found[idea.pk] = proposal_of(fit, book, followed)
    return found


def destinations(ideas: Sequence[Idea]) -> dict[int, Destination]:
    """By idea; those that neither the rules nor the model can place are missing."""
    proposals = by_rules(ideas)
    found = {
        pk: Destination(proposal.department, proposal)
        for pk, proposal in proposals.items()
        if proposal.department is not None
    }
    unknown = [idea for idea in ideas if idea.pk not in proposals]
    return found | _learned(unknown[:MOST_GUESSED])


def _learned(ideas: Sequence[Idea]) -> dict[int, Destination]:
    """Only what the model is sure of, and only where suggestions are shown at all."""
    training = suggesting.current_training() if ideas else None
    if training is None or not (terms := current(SuggestionTerms)).is_shown:
        return {}
    learned = suggesting.learned_by(training)
    if learned is None or not suggesting.is_good_enough(training):
        return {}
    heirs, guessed = heirs_of_all(), {}
    for idea in ideas:
        written = Written(idea.title, idea.text, idea.topic_id, idea.region_id or 0)
        scored = learned.suggest(written, words=0)[:1]
        sure = round(100 * scored[0].confidence) if scored else 0
        heir = heirs.get(scored[0].label) if scored else None
        if heir is not None and sure >= terms.least_confidence:
            guessed[idea.pk] = (heir, sure)
    rows = Department.objects.in_bulk({heir for heir, _sure in guessed.values()})
    return {
        pk: Destination(rows[heir], percent=sure)
        for pk, (heir, sure) in guessed.items()
    }


def _site_on_map(idea: Idea) -> str:
    known = on_map(idea)
    return known.kind.value if known else ""
