"""A wish for the directory in words: its heading, and a chip for each filter."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from neighbourhood.departments.queries.wishes import Chip, with_query
from participation.actors.enums import SpokenLanguage
from participation.actors.queries.wishes import ACCESS, KINDS, Wish


def in_words(wish: Wish) -> str:
    """ "Akteure in Karow und Buch"; what else narrows is said by the chips."""
    if not wish.regions:
        return _("Akteure im ganzen Bezirk")
    names = [region.name for region in wish.regions]
    if len(names) == 1:
        return _("Akteure in %(region)s") % {"region": names[0]}
    last = names.pop()
    words = {"regions": ", ".join(names), "last": last}
    return _("Akteure in %(regions)s und %(last)s") % words


def chips(wish: Wish, here: str) -> list[Chip]:
    return [Chip(label, with_query(here, query)) for label, query in _narrowing(wish)]


def _narrowing(wish: Wish) -> Iterator[tuple[str, str]]:
    if wish.text:
        yield f"„{wish.text}“", wish.query(text="", cursor="", before="")
    for part, labels in _labels(wish):
        for value, label in labels:
            yield label, wish.without(part, value)


def _labels(wish: Wish) -> Iterator[tuple[str, list[tuple[Any, str]]]]:
    """The values of each part of a wish, with their labels."""
    yield "regions", [(one, one.name) for one in wish.regions]
    yield "topics", [(one, one.name) for one in wish.topics]
    yield "kinds", [(one, str(KINDS[one].label)) for one in wish.kinds]
    yield "access", [(one, str(ACCESS[one].label)) for one in wish.access]
    spoken = [(one, str(SpokenLanguage(one).label)) for one in wish.languages]
    yield "languages", spoken
