"""What somebody began to write may quote what was blackened meanwhile.

The author's own drafts, those of forms about the contribution, and of all others those
that hold words which mean the same thing everywhere, such as a telephone number.
"""

from django.db.models import Q, QuerySet

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from commons.drafts.models import Draft, Sent


def register() -> None:
    copies.register("drafts.Draft", ("content",), _drafts)
    copies.register("drafts.Sent", ("location",), _sent)


def _drafts(about: About, black: Blackening) -> QuerySet:
    """Words are looked for here: a JSON column hides line breaks from the database."""
    rows = Draft.objects.order_by("pk").values_list("pk", "owner", "target", "content")
    chosen = [
        pk
        for pk, owner, target, content in rows.iterator(chunk_size=500)
        if _is_near(owner, target, about) or _holds(black.telling, content)
    ]
    return Draft.objects.filter(pk__in=chosen)


def _is_near(owner: int | None, target: str, about: About) -> bool:
    return owner in about.authors or any(name in target for name in about.names)


def _holds(black: Blackening, content: object) -> bool:
    return bool(black.value(content) != content)


def _sent(_about: About, black: Blackening) -> QuerySet:
    """Where a form once led may be an address with the words in it."""
    condition = Q(pk__in=[])
    for old in black.exchanged:
        condition |= Q(location__contains=old)
    return Sent.objects.filter(condition)
