"""Whose session has just ended: the words wait for them, and for nobody else.

At a computer that many people use, a draft of the device would be read by the next.
The row of a session outlives its end; only signing out deletes it, and then the
device keeps the words.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest


@dataclass(frozen=True)
class Absent:
    """As much of a visitor as a draft needs."""

    user_id: int
    device: str = ""


def owner_of_ended_session(request: HttpRequest) -> Absent | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    row = Session.objects.filter(session_key=key).first() if key else None
    user_id = str(row.get_decoded().get(SESSION_KEY, "")) if row else ""
    if not user_id.isdecimal():
        return None
    accounts = get_user_model().objects.filter(pk=int(user_id), is_active=True)
    return Absent(int(user_id)) if accounts.exists() else None
