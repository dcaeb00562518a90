"""What happens between the SPK and the Ämter; one module for each concern."""

from participation.referrals.verbs import cases

__all__ = ["VERBS"]

VERBS = (*cases.VERBS,)
