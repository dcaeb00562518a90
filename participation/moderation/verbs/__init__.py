"""What happens at the desk, and who hears of it; one module for each concern."""

from participation.moderation.verbs import (
    blocks,
    deciding,
    fairness,
    redaction,
    undoing,
)
from participation.moderation.verbs.fairness import title_of

__all__ = ["VERBS", "title_of"]

VERBS = (
    *undoing.VERBS,
    *deciding.VERBS,
    *fairness.VERBS,
    *redaction.VERBS,
    *blocks.VERBS,
)
