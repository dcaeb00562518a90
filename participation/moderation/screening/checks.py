"""The checks of the house that need nothing but the words, and all of them by name."""

from collections.abc import Iterator

from django.utils.translation import gettext as _, ngettext

from commons import personal
from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening import (
    insults,
    languages,
    places,
    spam as marks,
    wording,
)
from participation.moderation.screening.likeness import duplicates
from participation.moderation.screening.places import region
from participation.moderation.screening.registry import (
    Finding,
    Screened,
    Spot,
    register,
    register_finder,
)
from participation.moderation.screening.responsibility import department
from participation.moderation.screening.topics import topic

# A plate may stand on a photo of a sign, a name with a house may be a landmark's.
_SURELY_PERSONAL = frozenset({personal.PHONE, personal.EMAIL, personal.IBAN})


def personal_data(screened: Screened) -> Iterator[Finding]:
    for kind in personal.kinds_in(screened.text):
        is_sure = kind in _SURELY_PERSONAL
        yield Finding(
            HintCode.PERSONAL_DATA,
            str(personal.LABELS[kind]),
            rule=kind,
            strength=Strength.STRONG if is_sure else Strength.MEDIUM,
        )


def insult(screened: Screened) -> Iterator[Finding]:
    """One finding a word of our list, the gravest use of it."""
    strongest: dict[str, Strength] = {}
    for found in insults.find(screened.text):
        before = strongest.get(found.rule, Strength.WEAK)
        strongest[found.rule] = max(before, found.strength)
    for rule, strength in strongest.items():
        yield Finding(
            HintCode.INSULT, _insulted(rule, strength), rule=rule, strength=strength
        )


def _insulted(rule: str, strength: Strength) -> str:
    if rule.endswith(insults.ADDRESSED):
        return _("jemand wird herabgesetzt, direkt angesprochen")
    if strength == Strength.WEAK:
        return _("ein grobes Wort")
    return _("Worte, die jemanden herabsetzen")


def links(screened: Screened) -> Iterator[Finding]:
    count = wording.link_count(screened.text)
    if count >= wording.MANY_LINKS:
        is_heap = count >= 2 * wording.MANY_LINKS
        yield Finding(
            HintCode.LINKS,
            _("%(count)s Verweise") % {"count": count},
            rule="viele",
            strength=Strength.STRONG if is_heap else Strength.MEDIUM,
        )


def spam(screened: Screened) -> Iterator[Finding]:
    for mark in marks.marks_in(screened.text):
        yield Finding(
            HintCode.SPAM,
            str(marks.NAMES[mark.rule]),
            rule=mark.rule,
            strength=mark.strength,
        )


def shouting(screened: Screened) -> Iterator[Finding]:
    if wording.is_shouting(screened.text):
        reason = _("ein großer Teil steht in Großbuchstaben")
        yield Finding(
            HintCode.SHOUTING, reason, rule="grossbuchstaben", strength=Strength.WEAK
        )


def shortness(screened: Screened) -> Iterator[Finding]:
    count = wording.word_count(screened.text)
    if count < wording.SHORTEST:
        reason = ngettext("nur %(count)s Wort", "nur %(count)s Wörter", count)
        yield Finding(
            HintCode.SHORT,
            reason % {"count": count},
            rule="kurz",
            strength=Strength.WEAK,
        )


def language(screened: Screened) -> Iterator[Finding]:
    found = languages.detect(screened.text)
    if found == languages.UNKNOWN:
        reason = _("vermutlich in einer anderen Sprache")
        yield Finding(HintCode.LANGUAGE, reason, rule=found, strength=Strength.WEAK)
    elif found:
        reason = _("vermutlich auf %(language)s")
        name = languages.name_of(found)
        yield Finding(HintCode.LANGUAGE, reason % {"language": name}, rule=found)


def personal_spots(text: str) -> Iterator[Spot]:
    for found in personal.find(text):
        yield Spot(found.start, found.end, HintCode.PERSONAL_DATA, found.kind)


def register_checks() -> None:
    words = (personal_data, insult, links, spam, shouting, shortness, language)
    for check in (*words, department, duplicates, region, topic):
        register(f"moderation.{check.__name__}", check)
    register_finder("moderation.personal", personal_spots)
    register_finder("moderation.insults", insults.spots)
    register_finder("moderation.spam", marks.spots)
    register_finder("moderation.places", places.spots)
