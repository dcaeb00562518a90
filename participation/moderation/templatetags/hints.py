"""Filters that show in a contribution what its hints are about: `{% load hints %}`.

The places are computed from the words each time and stored nowhere, so what is
blackened or marked wrong is no longer shown.
"""

from collections.abc import Iterable, Iterator

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commons.html import Place, render_spotted, spotted_line
from participation.moderation.queries.item import ShownHint
from participation.moderation.screening import spots_in

register = template.Library()
Hints = Iterable[ShownHint] | str | None


@register.filter
def hinted(text: str, hints: Hints = None) -> SafeString:
    """What somebody wrote as HTML, with what its hints saw marked."""
    return render_spotted(text, list(_places(text, hints)))


@register.filter
def hinted_line(text: str, hints: Hints = None) -> SafeString:
    return spotted_line(text, list(_places(text, hints, part="titel")))


def _places(text: str, hints: Hints, part: str = "text") -> Iterator[Place]:
    """Those of hints that stand; a page without hints hands in none or ""."""
    shown = [] if not hints or isinstance(hints, str) else [each.hint for each in hints]
    standing = {
        (hint.code, hint.rule): hint for hint in shown if not hint.is_marked_wrong
    }
    if not standing:
        return
    for number, spot in enumerate(spots_in(text)):
        hint = standing.get((spot.code, spot.rule))
        if hint is not None:
            label = _("Hinweis: %(hint)s") % {"hint": hint.get_code_display()}
            yield Place(spot.start, spot.end, f"{part}-{number}", label)
