"""The checks of the house that need nothing but the words, and all of them by name."""

from collections.abc import Iterator

from django.utils.translation import gettext as _, ngettext

from commons import personal
from participation.moderation.enums import HintCode
from participation.moderation.screening import insults, languages, wording
from participation.moderation.screening.likeness import duplicates
from participation.moderation.screening.registry import Finding, Screened, register
from participation.moderation.screening.responsibility import department


def personal_data(screened: Screened) -> Iterator[Finding]:
    found = personal.kinds_in(screened.text)
    if found:
        names = ", ".join(str(personal.LABELS[kind]) for kind in found)
        yield Finding(HintCode.PERSONAL_DATA, names)


def insult(screened: Screened) -> Iterator[Finding]:
    if insults.found_in(screened.text):
        yield Finding(HintCode.INSULT, _("Worte, die jemanden herabsetzen"))


def links(screened: Screened) -> Iterator[Finding]:
    count = wording.link_count(screened.text)
    if count >= wording.MANY_LINKS:
        yield Finding(HintCode.LINKS, _("%(count)s Verweise") % {"count": count})


def shouting(screened: Screened) -> Iterator[Finding]:
    if wording.is_shouting(screened.text):
        yield Finding(HintCode.SHOUTING, _("ein großer Teil steht in Großbuchstaben"))


def shortness(screened: Screened) -> Iterator[Finding]:
    count = wording.word_count(screened.text)
    if count < wording.SHORTEST:
        reason = ngettext("nur %(count)s Wort", "nur %(count)s Wörter", count)
        yield Finding(HintCode.SHORT, reason % {"count": count})


def language(screened: Screened) -> Iterator[Finding]:
    found = languages.detect(screened.text)
    if found == languages.UNKNOWN:
        yield Finding(HintCode.LANGUAGE, _("vermutlich in einer anderen Sprache"))
    elif found:
        reason = _("vermutlich auf %(language)s")
        name = languages.name_of(found)
        yield Finding(HintCode.LANGUAGE, reason % {"language": name})


def register_checks() -> None:
    words = (personal_data, insult, links, shouting, shortness, language)
    for check in (*words, department, duplicates):
        register(f"moderation.{check.__name__}", check)
