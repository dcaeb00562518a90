"""Which contribution says the same already."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from commons.search import likeness
from participation.moderation import desk
from participation.moderation.desk import Twin
from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening.registry import Finding, Screened

MOST_SHOWN = 3
VERY_CLOSE = 0.5


def duplicates(screened: Screened) -> Iterator[Finding]:
    """The reason says how close; the title is looked up when it is shown."""
    twins_of = desk.get(screened.kind).twins_of
    if twins_of is None:
        twins = _alike_in_words(screened)
    else:
        twins = twins_of(screened.contribution, MOST_SHOWN)
    for twin in twins:
        is_same = twin.is_nearly_same
        yield Finding(
            HintCode.DUPLICATE,
            _("fast gleich") if is_same else _("klingt ähnlich"),
            screened.kind,
            twin.target_id,
            rule="fast-gleich" if is_same else "aehnlich",
            strength=Strength.STRONG if is_same else Strength.MEDIUM,
        )


def _alike_in_words(screened: Screened) -> Sequence[Twin]:
    found = likeness.similar(
        screened.text,
        kind=screened.kind,
        limit=MOST_SHOWN,
        without_id=screened.contribution.pk,
    )
    return [Twin(one.target_id, one.closeness >= VERY_CLOSE) for one in found]
