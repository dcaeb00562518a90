"""In which language something is written: by script, small words and letter groups.

No outside data and nobody asked: a few sentences a language, written for this, give the
groups of three letters that tell languages apart. German wins whenever it is not clear,
so that a German text is hardly ever marked; the moderator corrects the rest.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from participation.moderation.screening.samples import SAMPLES

GERMAN = ""
UNKNOWN = "und"
NAMES: dict[str, str | Promise] = {
    "de": _("Deutsch"),
    "en": _("Englisch"),
    "tr": _("Türkisch"),
    "ar": _("Arabisch"),
    "ru": _("Russisch"),
    "uk": _("Ukrainisch"),
    "pl": _("Polnisch"),
    "vi": _("Vietnamesisch"),
    "es": _("Spanisch"),
    "fr": _("Französisch"),
    "it": _("Italienisch"),
    "ro": _("Rumänisch"),
    "bg": _("Bulgarisch"),
    "ku": _("Kurdisch"),
    "fa": _("Persisch"),
    "zh": _("Chinesisch"),
    "ja": _("Japanisch"),
    "ko": _("Koreanisch"),
    "el": _("Griechisch"),
    "he": _("Hebräisch"),
    "hi": _("Hindi"),
    "th": _("Thailändisch"),
    UNKNOWN: _("andere Sprache"),
}
FEWEST_LETTERS = 12
# So much likelier, for each group of three letters, must another language be.
CLEAR, CLEAR_IN_SHORT = 0.35, 0.75
SHORT = 60  # letters
_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_BY_SCRIPT = {
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "CJK": "zh",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "GREEK": "el",
    "HEBREW": "he",
    "DEVANAGARI": "hi",
    "THAI": "th",
}
_UKRAINIAN, _RUSSIAN = frozenset("іїєґ"), frozenset("ыэё")
_PERSIAN = frozenset("پچژگکی")
_BULGARIAN_WORDS = frozenset(["и", "да", "се", "за", "са", "ще", "като", "има", "от"])  # noqa: RUF001 -- Bulgarian
SMOOTHING = 0.05


def detect(text: str) -> str:
    """The BCP 47 code of the language; "" for German and for what is not clear."""
    words = _NOT_LETTERS.sub(" ", _LINK.sub(" ", text)).lower().split()
    letters = "".join(words)
    if len(letters) < FEWEST_LETTERS:
        return GERMAN
    script = _script_of(letters)
    if script != "LATIN":
        return _in_script(script, letters, words)
    return _in_latin(words, len(letters))


def name_of(code: str) -> str:
    """In the active language; German for ""."""
    return str(NAMES.get(code or "de", NAMES[UNKNOWN]))


def _script_of(letters: str) -> str:
    names = Counter(unicodedata.name(letter, "?").split()[0] for letter in letters)
    name, count = names.most_common(1)[0]
    # Japanese mixes three scripts, and only it has these two.
    if names["HIRAGANA"] + names["KATAKANA"] > 0 and name != "LATIN":
        return "HIRAGANA"
    return name if count * 2 >= len(letters) else "LATIN"


def _in_script(script: str, letters: str, words: list[str]) -> str:
    found = set(letters)
    if script == "CYRILLIC":
        if found & _UKRAINIAN:
            return "uk"
        small = len(_BULGARIAN_WORDS & set(words))
        return "bg" if not found & _RUSSIAN and "ъ" in found and small > 1 else "ru"
    if script == "ARABIC":
        return "fa" if len(found & _PERSIAN) > 1 else "ar"
    return _BY_SCRIPT.get(script, UNKNOWN)


def _in_latin(words: list[str], letters: int) -> str:
    groups = list(_groups(words))
    scores = {
        language: sum(profile.get(group, floor) for group in groups) / len(groups)
        for language, (profile, floor) in _profiles().items()
    }
    best = max(scores, key=lambda language: scores[language])
    needed = CLEAR_IN_SHORT if letters < SHORT else CLEAR
    return best if scores[best] - scores["de"] >= needed else GERMAN


@lru_cache(maxsize=1)
def _profiles() -> dict[str, tuple[dict[str, float], float]]:
    """For each language how likely a group is (its logarithm), and one never seen."""
    return {language: _profile(text) for language, text in SAMPLES.items()}


def _profile(text: str) -> tuple[dict[str, float], float]:
    counts = Counter(_groups(_NOT_LETTERS.sub(" ", text).lower().split()))
    total = sum(counts.values()) + SMOOTHING * 4_000
    known = {
        group: math.log((count + SMOOTHING) / total) for group, count in counts.items()
    }
    return known, math.log(SMOOTHING / total)


def _groups(words: list[str]) -> Iterator[str]:
    """Groups of three letters, and each short word as one: "the", "und", "się"."""
    for word in words:
        framed = f" {word} "
        yield from (framed[at : at + 3] for at in range(len(framed) - 2))
        if len(word) <= 4:  # noqa: PLR2004 -- the small words of a language
            yield framed
