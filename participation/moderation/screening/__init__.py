"""What a machine may notice about a contribution: hints, never verdicts."""

from participation.moderation.screening.registry import (
    Check,
    Finding,
    Screened,
    Spot,
    all_checks,
    register,
    register_finder,
    spots_in,
)

__all__ = [
    "Check",
    "Finding",
    "Screened",
    "Spot",
    "all_checks",
    "register",
    "register_finder",
    "spots_in",
]
