"""Who speaks for the department about a case: asked once, then kept in the session."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.http import HttpRequest
from neighbourhood.departments import speaking
from participation.referrals.models import Referral


def remembered(request: HttpRequest, referral: Referral) -> dict[str, str]:
    """First values for a form: what was said before, else an account's name."""
    return speaking.remembered(request, str(referral.pk))


def remember(
    request: HttpRequest, referral: Referral, cleaned: Mapping[str, Any]
) -> None:
    """Only after a POST that was taken in."""
    speaking.remember(request, str(referral.pk), cleaned)
