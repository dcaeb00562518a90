"""Against floods and robots, without third parties: limits, proof of work, honeypot.

Nobody is turned away by a guess about them: what looks hurried or automatic is asked
for one more click, and the words stay. Limits count an account or a device, and for
those a network is only a high ceiling, since a whole school stands behind one address.
What can be guessed or costs much counts per network, whoever asks.

Limits and spent proofs live in the cache and fail open: while its server is away each
`add` counts as new (config/cache.py, which logs it), so nobody is kept from writing.
Addresses and devices enter the cache only as keyed hashes.
"""

from commons.guard.forms import (
    FIELDS,
    HONEYPOT_FIELD,
    GuardedForm,
    OneMoreClick,
    check_human,
)
from commons.guard.limits import CROWD, Per, TooManyAttempts, limit
from commons.guard.proof import CHALLENGE_LIFETIME, challenge, new_challenge, verify
from commons.guard.refusing import Words, refused

__all__ = [
    "CHALLENGE_LIFETIME",
    "CROWD",
    "FIELDS",
    "HONEYPOT_FIELD",
    "GuardedForm",
    "OneMoreClick",
    "Per",
    "TooManyAttempts",
    "Words",
    "challenge",
    "check_human",
    "limit",
    "new_challenge",
    "refused",
    "verify",
]
