"""How something is written: links, capitals, length, language. No outside data."""

import re
import unicodedata
from collections import Counter

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MANY_LINKS = 3
SHORTEST = 6  # words in title and text together
LONG_WORD = 5  # letters; shorter capitals are mostly abbreviations
FEW_SHOUTS, SHOUTED_SHARE = 3, 0.3
FEW_LETTERS = 12
FEWEST_STOP_WORDS = 3  # different ones

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
LANGUAGES: dict[str, str | Promise] = {
    "en": _("Englisch"),
    "tr": _("Türkisch"),
    "pl": _("Polnisch"),
    "vi": _("Vietnamesisch"),
    "fr": _("Französisch"),
    "es": _("Spanisch"),
    "it": _("Italienisch"),
    "cyrillic": _("einer Sprache in kyrillischer Schrift"),
    "arabic": _("einer Sprache in arabischer Schrift"),
    "other": _("einer Sprache in anderer Schrift"),
}
SCRIPTS_ONLY = frozenset({"cyrillic", "arabic", "other"})
_STOP_WORDS = {
    "de": "der die das und ist nicht mit ein eine einen den dem zu von auf für im ich "
    "es sich auch wird werden sind hier sehr aber wie oder wenn am an bei nur noch "
    "mehr man kann sollte bitte gibt",
    "en": "the and is of to in that it for with this on are be would should there we "
    "not have from at please can my they more people",
    "tr": "ve bir bu için ile çok da de daha ama gibi olan olarak var yok ne biz "
    "lütfen değil kadar",
    "pl": "i w na jest się nie do to że z dla jak są oraz przez być proszę ale tu tam "
    "bardzo",
    "vi": "và của là có cho không trong một những được với các này đường xin rất ở",
    "fr": "le la les et est une des pour dans que pas qui sur avec il nous ce cette "
    "plus serait",
    "es": "el la los las y es una para en que no con por se del más como muy está hay",
    "it": "il la gli e è una per che non con di sono del della più come molto questo",
}
_STOP_WORDS_OF = {
    language: frozenset(words.split()) for language, words in _STOP_WORDS.items()
}
_SCRIPTS = {"CYRILLIC": "cyrillic", "ARABIC": "arabic", "LATIN": ""}


def link_count(text: str) -> int:
    return len(_LINK.findall(text))


def word_count(text: str) -> int:
    return len(_WORD.findall(text))


def is_shouting(text: str) -> bool:
    """Several long words, and a good part of all letters, in capitals."""
    words = [word for word in _WORD.findall(text) if len(word) >= LONG_WORD]
    shouted = [word for word in words if word.isupper()]
    letters = sum(len(word) for word in words)
    return len(shouted) >= FEW_SHOUTS and (
        sum(len(word) for word in shouted) > SHOUTED_SHARE * letters
    )


def other_language(text: str) -> str:
    """The key of the language if it is hardly German, else ""."""
    words = {word.lower() for word in _WORD.findall(_LINK.sub(" ", text))}
    script = _script("".join(words))
    if script:
        return script
    counts = {
        language: len(words & stop_words)
        for language, stop_words in _STOP_WORDS_OF.items()
    }
    german = counts.pop("de")
    language, count = max(counts.items(), key=lambda pair: pair[1])
    is_clear = count >= FEWEST_STOP_WORDS and count >= 2 * german
    return language if is_clear else ""


def _script(letters: str) -> str:
    """The script most letters are in, unless it is Latin or there are too few."""
    if len(letters) < FEW_LETTERS:
        return ""
    names = Counter(unicodedata.name(char, "?").split()[0] for char in letters)
    name, count = names.most_common(1)[0]
    if count * 2 < len(letters):
        return ""
    return _SCRIPTS.get(name, "other")
