"""Make a message from a pair of templates, `mail/<name>.txt` and `mail/<name>.html`."""

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
        text=text.strip() + "\n",
        html=html,
        reply_to=reply_to,
        headers=headers,
    )


def absolute(address: str) -> str:
    """A path of this site as a whole address; others are left alone."""
    return f"{settings.BASE_URL}{address}" if address.startswith("/") else address
