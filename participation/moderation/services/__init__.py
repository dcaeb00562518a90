"""What other apps call: putting things on the desk, and deciding on them."""

from participation.moderation.services.decisions import decide, decide_directly
from participation.moderation.services.leases import claim, claim_next, release
from participation.moderation.services.queue import reopen, submit, take_back

__all__ = [
    "claim",
    "claim_next",
    "decide",
    "decide_directly",
    "release",
    "reopen",
    "submit",
    "take_back",
]
