"""What a visitor asks the directory for, and how it is said in an address."""

from collections.abc import Iterable
from dataclasses import dataclass

from neighbourhood.departments.queries.wishes import ListWish
from participation.actors.enums import Access, ActorKind

# As addresses name them, in the order of the form.
KINDS: dict[str, ActorKind] = {
    "stadtteilzentrum": ActorKind.CENTRE,
    "initiative": ActorKind.INITIATIVE,
    "verein": ActorKind.ASSOCIATION,
    "einrichtung": ActorKind.INSTITUTION,
    "laden": ActorKind.BUSINESS,
}
ACCESS: dict[str, Access] = {
    "stufenfrei": Access.STEP_FREE,
    "toilette": Access.TOILET,
    "hoeranlage": Access.HEARING_LOOP,
    "gebaerden": Access.SIGN_LANGUAGE,
    "leichte-sprache": Access.PLAIN_LANGUAGE,
}


@dataclass(frozen=True)
class Wish(ListWish):
    """Several values of one filter widen it, but for `access`: who needs a ramp and a
    hearing loop needs both.
    """

    kinds: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def pairs(self) -> Iterable[tuple[str, str]]:
        yield "q", self.text
        yield from (("stadtteil", one.key) for one in self.regions)
        yield from (("thema", one.key) for one in self.topics)
        yield from (("art", one) for one in self.kinds)
        yield from (("zugang", one) for one in self.access)
        yield from (("sprache", one) for one in self.languages)
        yield "ab", self.cursor
        yield "vor", self.before
