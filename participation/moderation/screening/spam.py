"""The marks of advertising and spam, each with the rule that saw it. Own rules.

A soft mark alone is hardly worth a glance; two of them, or one with a link, are. What
people write about markets, vouchers or gambling halls next door is left alone.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening.registry import Spot

LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# Without goo.gl: in real texts it leads to maps.
_SHORT_LINK = re.compile(
    r"(?:https?://|www\.|(?<!\w))(?:bit\.ly|tinyurl\.com|t\.me|wa\.me|cutt\.ly|"
    r"is\.gd|rb\.gy|s\.id|linktr\.ee)/\S+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[^.!?\n]{12,}")
# A link with fewer words beside it is all there is.
FEWEST_BESIDE, OFTEN = 6, 3
NAMES: dict[str, Any] = {
    "gluecksspiel": _("Glücksspiel"),
    "geld": _("schnelles Geld"),
    "mittel": _("Mittel ohne Rezept"),
    "kontakte": _("bezahlte Kontakte"),
    "reichweite": _("gekaufte Reichweite"),
    "angebot": _("Worte einer Werbung"),
    "messenger": _("Einladung zu einem Messenger"),
    "kurzlink": _("verkürzter Link"),
    "nur-link": _("fast nur ein Link"),
    "wiederholt": _("derselbe Satz immer wieder"),
}
HARD, SOFT = Strength.MEDIUM, Strength.WEAK
# One expression a line; a space is any blank.
_GROUPS: dict[str, tuple[Strength, str]] = {
    "gluecksspiel": (
        HARD,
        r"""online[ -]?casinos?
        casino[ -]?bonus
        sportwetten[ -]?bonus
        freispiele
        free ?spins
        jackpot (?:knacken|gewinnen|sichern)""",
    ),
    "geld": (
        HARD,
        r"""passives einkommen
        geld verdienen (?:von zu hause|im internet|online)
        kredit ohne schufa
        schufafrei\w*
        schnell reich
        bitcoin[ -]?(?:trading|bot)
        krypto[ -]?(?:trading|investment)s?
        in \d+ tagen? \d+ ?(?:€|euro) verdien\w*
        make money (?:online|fast)
        crypto (?:investment|trading)""",
    ),
    "mittel": (
        HARD,
        r"""viagra
        cialis
        levitra
        potenzmittel
        abnehm(?:pillen?|tropfen|kapseln)
        \d+ kilo in \d+ (?:tagen|wochen)
        rezeptfrei bestellen
        steroide kaufen""",
    ),
    "kontakte": (
        HARD,
        r"""escort[ -]?(?:service|agentur|girls?)
        sexkontakte
        erotikkontakte
        hot girls
        webcam[ -]?girls?
        singles in deiner nähe""",
    ),
    "reichweite": (
        HARD,
        r"""backlinks?
        follower kaufen
        likes kaufen
        google[ -]ranking
        seo[ -]?(?:agentur|service|optimierung)
        buy (?:followers|traffic)""",
    ),
    "angebot": (
        SOFT,
        r"""jetzt (?:bestellen|kaufen|zugreifen|sichern|buchen)
        gratis testen
        rabatt[ -]?codes?
        gutschein[ -]?codes?
        nur (?:heute|noch heute|für kurze zeit)
        versandkostenfrei
        \d+ ?% (?:rabatt|sparen|günstiger)
        geld[ -]zurück[ -]garantie
        100 ?% (?:gratis|kostenlos)
        unverbindlich(?:es)? angebot
        click here
        besuchen sie unseren (?:online[ -]?)?shop
        unser onlineshop""",
    ),
    "messenger": (
        SOFT,
        r"""(?:schreib|kontaktier|meld)\w* (?:\w+ ){0,3}(?:per|über|auf) whats ?app
        (?:schreib|kontaktier|meld)\w* (?:\w+ ){0,3}(?:per|über|auf) telegram
        (?:whats ?app|telegram)[ -]?(?:gruppe|kanal) bei(?:treten|zutreten)""",
    ),
}
_BLANK = re.compile(r"(?<=[\w)?*]) (?=[\w(\\])")


def _compiled(expressions: str) -> re.Pattern[str]:
    lines = (line.strip() for line in expressions.splitlines())
    any_of = "|".join(_BLANK.sub(r"\\s+", line) for line in lines)
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)


_PATTERNS = {
    rule: (strength, _compiled(words)) for rule, (strength, words) in _GROUPS.items()
}


@dataclass(frozen=True)
class Mark:
    rule: str
    strength: Strength


def marks_in(text: str) -> list[Mark]:
    """What looks like spam; marks beside a link or beside each other weigh more."""
    marks = list(_marks(text))
    is_worded = any(mark.rule in _PATTERNS for mark in marks)
    if len(marks) > 1 or (is_worded and LINK.search(text)):
        return [
            Mark(mark.rule, Strength(min(Strength.STRONG, mark.strength + 1)))
            for mark in marks
        ]
    return marks


def spots(text: str) -> Iterator[Spot]:
    for rule, (_strength, pattern) in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield Spot(*match.span(), HintCode.SPAM, rule)


def _marks(text: str) -> Iterator[Mark]:
    for rule, (strength, pattern) in _PATTERNS.items():
        if pattern.search(text):
            yield Mark(rule, strength)
    if _SHORT_LINK.search(text):
        yield Mark("kurzlink", Strength.WEAK)
    if _is_link_alone(text):
        yield Mark("nur-link", Strength.WEAK)
    said = Counter(" ".join(part.split()).lower() for part in _SENTENCE.findall(text))
    if said and max(said.values()) >= OFTEN:
        yield Mark("wiederholt", Strength.MEDIUM)


def _is_link_alone(text: str) -> bool:
    words = _WORD.findall(LINK.sub(" ", text))
    return len(LINK.findall(text)) == 1 and len(words) < FEWEST_BESIDE
