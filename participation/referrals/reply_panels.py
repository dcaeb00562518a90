"""Mails of an Amt, shown at the case: at the desk and in the Amt."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from participation.referrals import rules
from participation.referrals.models import Referral
from participation.referrals.queries.replies import replies_on


def on_case(
    request: HttpRequest | None, referral: Referral
) -> Mapping[str, Any] | None:
    """Nothing for whoever came by a link: mails are read with an account."""
    visitor = getattr(request, "visitor", None)
    if visitor is None or not rules.can_read_replies(visitor, referral):
        return None
    found = replies_on(referral)
    return {"replies": found} if found else None
