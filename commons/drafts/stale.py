"""A form whose page is older than the last sign-in: its token no longer counts."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest

from commons.drafts.addresses import form_at
from commons.drafts.keeping import NO_WORDS

LONGEST = 200  # fields


def stale_form(request: HttpRequest) -> dict[str, Any] | None:
    """What the page shows that sends such a form again; None if there is none.

    Only for a form of our own page, as the browser itself says: otherwise a foreign
    site could have its words sent by one trusting click.
    """
    known = form_at(request.path)
    if request.method != "POST" or known is None or not _is_from_us(request):
        return None
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NO_WORDS
        for value in values
    ]
    words = [value for _name, value in fields if len(value.split()) > 1]
    if len(fields) > LONGEST:
        return None
    return {
        "title": known.title,
        "action": request.get_full_path(),
        "fields": fields,
        "words": words,
    }


def _is_from_us(request: HttpRequest) -> bool:
    """`Origin` can't be forged by a page; old browsers send only a `Referer`."""
    named = request.headers.get("Origin") or request.headers.get("Referer", "")
    return bool(named) and urlsplit(named).netloc == request.get_host()
