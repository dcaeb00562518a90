"""One mail for a mailbox and morning, although several apps have something to say.

An app registers its renderer here instead of with the outbox. What it writes with
`services.mornings.tell` joins the mail that already waits for the mailbox; alone it
is the mail it always was.
"""

from collections.abc import Iterator
from copy import copy

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.delivery import mails, renderers
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Renderer, Withdrawn
from neighbourhood.deadlines.models import MorningPart

GERMAN = Language.GERMAN.value
_parts: dict[str, Renderer] = {}


def register(key: str, render: Renderer, *, label: str | Promise) -> None:
    """`render` raises Withdrawn where its part does not hold any more."""
    _parts[key] = render
    renderers.register(key, rendered, label=label)


def sorts() -> list[str]:
    return sorted(_parts)


def rendered(delivery: Delivery) -> Rendered:
    """The one part that still holds as it is, or several below each other.

    Raises:
        Withdrawn: none of them holds any more.
    """
    rows = [delivery, *_joined(delivery)]
    if len(rows) == 1:
        return _parts[delivery.renderer](delivery)
    with mails.as_part():
        held = [row for row in rows if _holds(row)]
        if len(held) > 1:
            return _together([_parts[row.renderer](row) for row in held])
    if not held:
        raise Withdrawn
    return _parts[held[0].renderer](held[0])


def _joined(delivery: Delivery) -> Iterator[Delivery]:
    """The mail once more for each part that joined it, as that part would be alone."""
    for part in MorningPart.objects.filter(delivery=delivery).order_by("pk"):
        row = copy(delivery)
        row.renderer, row.params = part.renderer, part.params
        yield row


def _holds(row: Delivery) -> bool:
    try:
        _parts[row.renderer](row)
    except Withdrawn:
        return False
    return True


def _together(parts: list[Rendered]) -> Rendered:
    first = parts[0]
    with translation.override(GERMAN):
        subject = _("%(first)s, und mehr für Ihr Amt") % {"first": first.subject}
        made = mails.compose(
            "morning", {"parts": parts}, subject=subject, language=GERMAN
        )
    # An answer can only be about one of them: it goes to people, not to one case.
    reply_to = {part.reply_to for part in parts if part.reply_to}
    return Rendered(
        subject=made.subject,
        text=made.text,
        html=made.html,
        reply_to=reply_to.pop() if len(reply_to) == 1 else "",
        enclosed=tuple(file for part in parts for file in part.enclosed),
    )
