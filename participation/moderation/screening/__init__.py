"""What a machine may notice about a contribution: hints, never verdicts."""

from participation.moderation.screening.registry import (
    Check,
    Finding,
    Screened,
    all_checks,
    register,
)

__all__ = ["Check", "Finding", "Screened", "all_checks", "register"]
