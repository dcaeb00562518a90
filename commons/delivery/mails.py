"""Make a message from a pair of templates, `mail/<name>.txt` and `mail/<name>.html`."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from commons.delivery.renderers import Rendered
from commons.design.context_processors import LANGUAGE_TAGS

# A mail that is part of another has no greeting, no frame and no foot of its own.
_is_part: ContextVar[bool] = ContextVar("is_part", default=False)
# Not the blank of "-- ", which says that the foot begins.
_GAPS = re.compile(r"(?<!-)[ \t]*\n(?:[ \t]*\n)+")


@contextmanager
def as_part() -> Iterator[None]:
    """What is composed within stands below something else in one mail."""
    token = _is_part.set(True)
    try:
        yield
    finally:
        _is_part.reset(token)


def compose(  # noqa: PLR0913 -- one mail, all of it optional but its words
    name: str,
    context: Mapping[str, Any],
    *,
    subject: str,
    language: str,
    button: tuple[str, str] = ("", ""),
    reply_to: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Rendered:
    """Render both parts in the reader's language, in the frame of `mail/base`.

    The frame ends with `reason`, why one gets the mail, and with what is in the context
    of `preferences_url` and `stop_url`. A mail that has the latter is a subscription:
    it gets the headers with which a mail program stops it by one click (RFC 8058).

    Args:
        subject: in that language already; line breaks are taken out at sending.
        button: address and words of the one thing to do; a path on this site or a
            whole address.
    """
    address, label = button
    is_part = _is_part.get()
    with translation.override(language):
        whole = {
            "subject": subject,
            "site_url": settings.BASE_URL,
            "district": settings.DISTRICT_NAME,
            "language_tag": LANGUAGE_TAGS.get(language, language),
            "button_url": absolute(address) if address else "",
            "button_label": label,
            "is_part": is_part,
            "frame": "mail/part" if is_part else "mail/base",
            **context,
        }
        text = render_to_string(f"mail/{name}.txt", whole)
        html = render_to_string(f"mail/{name}.html", whole)
    return Rendered(
        subject=subject,
        text=_GAPS.sub("\n\n", text).strip() + "\n",
        html=html,
        reply_to=reply_to,
        headers=headers or _stopping(context.get("stop_url", "")),
        language=language,
    )


def _stopping(stop_url: str) -> tuple[tuple[str, str], ...]:
    if not stop_url:
        return ()
    return (
        ("List-Unsubscribe", f"<{stop_url}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    )


def absolute(address: str) -> str:
    """A path of this site as a whole address; others are left alone."""
    return f"{settings.BASE_URL}{address}" if address.startswith("/") else address
