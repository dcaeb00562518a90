"""Whose session has just ended: the words wait for them, and for nobody else.

At a computer that many people use, a draft of the device would be read by the next.
The row of a session outlives its end; only signing out deletes it, and then the
device keeps the words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare


@dataclass(frozen=True)
class Absent:
    """As much of a visitor as a draft needs."""

    user_id: int
    device: str = ""


def owner_of_ended_session(request: HttpRequest) -> Absent | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = Session.objects.filter(session_key=key).first() if key else None
    kept = row.get_decoded() if row else {}
    user_id = str(kept.get(SESSION_KEY, ""))
    if not user_id.isdecimal():
        return None
    user = get_user_model().objects.filter(pk=int(user_id), is_active=True).first()
    return Absent(user.pk) if user is not None and _is_theirs(user, kept) else None


def _is_theirs(user: Any, kept: Mapping[str, Any]) -> bool:
    """A new password ends old sessions for good: whoever has the cookie is nobody."""
    known = str(kept.get(HASH_SESSION_KEY, ""))
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(known, valid) for valid in hashes)
