"""Proof of work after the ALTCHA protocol; challenges and answers are our own."""

import hashlib
import secrets
import time

import altcha
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from commons.requests import public

# People think before they send: the answer to a challenge keeps for three hours.
CHALLENGE_LIFETIME = 3 * 3600  # seconds
# Two rounds of SHA-256 for each try: about a second on a slow phone.
CHALLENGE_COST = 2
FEWEST_TRIES = 20_000
MOST_TRIES = 100_000
LONGEST_PROOF = 4000  # characters


@public
@require_safe
@never_cache
def challenge(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 -- a view
    """A challenge after the ALTCHA protocol, version 2; nothing is stored for it."""
    return JsonResponse(new_challenge().to_dict())


def new_challenge() -> altcha.Challenge:
    return altcha.create_challenge(
        "SHA-256",
        CHALLENGE_COST,
        counter=FEWEST_TRIES + secrets.randbelow(MOST_TRIES - FEWEST_TRIES),
        expires_at=int(time.time()) + CHALLENGE_LIFETIME,
        hmac_secret=_secret(),
    )


def verify(proof: str) -> bool:
    """Whether this is a fresh answer to one of our challenges; it counts only once."""
    if not 0 < len(proof) <= LONGEST_PROOF:
        return False
    if not altcha.verify_solution(proof, _secret()).verified:
        return False
    # The parameters name the work, however the payload around them is written.
    nonce = altcha.Payload.from_base64(proof).challenge.parameters.nonce
    return cache.add(f"altcha:{nonce}", 1, timeout=CHALLENGE_LIFETIME)


def _secret() -> bytes:
    return hashlib.sha256(f"commons.guard {settings.SECRET_KEY}".encode()).digest()
