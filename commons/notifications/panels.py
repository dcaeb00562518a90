"""What the frame of every page shows: the bell with its number, a line in the menu."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commons.accounts.http import HttpRequest
from commons.notifications import queries


def bell(*, request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("notifications:bell"),
        "source": reverse("notifications:count"),
        "count": shown(unread(request)),
    }


def preferences_entry(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {
        "url": reverse("notifications:preferences"),
        "label": _("Welche Mails ich bekomme"),
        "icon": "mail",
    }


def followed_entry(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {
        "url": reverse("notifications:followed"),
        "label": _("Was ich verfolge"),
        "icon": "eye",
    }


def unread(request: HttpRequest) -> int:
    """Counted once a request, for the header and the page alike."""
    known = vars(request)
    if "unread_count" not in known:
        known["unread_count"] = queries.unread_count(request.visitor.account)
    return int(known["unread_count"])


def shown(number: int) -> str:
    if number >= queries.MOST_COUNTED:
        return f"{queries.MOST_COUNTED - 1}+"
    return str(number or "")
