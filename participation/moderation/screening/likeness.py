"""Which public contribution says the same already."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commons.search import likeness
from participation.moderation.enums import HintCode
from participation.moderation.screening.registry import Finding, Screened

MOST_SHOWN = 3
VERY_CLOSE = 0.6


def duplicates(screened: Screened) -> Iterator[Finding]:
    """The reason says how close; the title is looked up when it is shown."""
    hits = likeness.similar(
        screened.text,
        kind=screened.kind,
        limit=MOST_SHOWN,
        without_id=screened.contribution.pk,
    )
    for hit in hits:
        reason = (
            _("fast gleich") if hit.closeness >= VERY_CLOSE else _("klingt ähnlich")
        )
        yield Finding(HintCode.DUPLICATE, reason, screened.kind, hit.target_id)
