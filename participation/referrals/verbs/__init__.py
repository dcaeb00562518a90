"""What happens between the SPK and the Ämter; one module for each concern."""

from participation.referrals.verbs import (
    answer_sets,
    cases,
    clarifying,
    departments,
    durations,
    feedback,
    ladder,
    promises,
    replies,
    routing,
    succeeding,
    suggesting,
    transcripts,
)

__all__ = ["VERBS"]

VERBS = (
    *cases.VERBS,
    *clarifying.VERBS,
    *ladder.VERBS,
    *departments.VERBS,
    *routing.VERBS,
    *succeeding.VERBS,
    *suggesting.VERBS,
    *replies.VERBS,
    *feedback.VERBS,
    *answer_sets.VERBS,
    *promises.VERBS,
    *durations.VERBS,
    *transcripts.VERBS,
)
