"""What the desk is told to decide, for tests that try every verdict."""

from participation.moderation.enums import Reason, Verdict

REASONLESS = frozenset({Verdict.PUBLISH, Verdict.RESTORE, Verdict.KEEP})


def ruling(verdict, *, version=1, **more):
    """The arguments of `services.decide`; with a reason where one could be asked for."""
    reason = "" if verdict in REASONLESS else Reason.ADVERTISING
    return {
        "verdict": verdict,
        "version": version,
        "reason": reason,
        "text": "" if verdict in REASONLESS else "Weil es so ist.",
        **more,
    }


def against(verdict, *, version=1, **more):
    """The same as the page sends it."""
    return {**ruling(verdict, version=version), "schritt": "entscheiden", **more}
