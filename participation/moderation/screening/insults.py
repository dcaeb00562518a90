"""Who is set down in a text, how badly, and where: a hint, never a verdict.

Inflected, with digits for letters ("1d10t"), stars, dots, spaces or stretched, an
insult is still found; a word that only holds one inside ("Trottelkreuzung") is not.
Missing ones are reported by readers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from commons.text import normalise
from participation.moderation.enums import HintCode, Strength
from participation.moderation.screening.insult_words import (
    ENDINGS,
    FALSE_FRIENDS,
    FRONTS,
    PHRASES,
    PLURALS,
    WORDS,
)
from participation.moderation.screening.registry import Spot

ADDRESSED = "anrede"
SHORTEST = 3  # letters
# More than this of a starred word must stand there: "A***loch", but not "Sch***e".
LEAST_SHOWN = 0.5
# With more runs of stars, or longer, it is no word; to try all of them takes minutes.
MOST_GAPS, LONGEST_STARRED = 6, 60
_TOKEN = re.compile(r"[\w@$*#!|+'’._-]+")
# A letter is no sign between letters, or a row of "_" is read in endless ways.
_SPACED = re.compile(r"(?<!\w)(?:[^\W_][ .*_-]{1,2}){3,}[^\W_](?!\w)")
_INNER = re.compile(r"[*#!|+'’._-]")
_STARS = re.compile(r"[*#]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_RUN = re.compile(r"(.)\1+")
_SIGNS = re.compile(r"[0134578@$!|+]")
_SIGNS_AS = (
    str.maketrans("0134578@$!|+", "oieastbasiit"),
    str.maketrans("0134578@$!|+", "oleastbasllt"),
)
_ADDRESS = re.compile(
    r"\b(?:du|ihr|sie|dich|dir|euch|deine?n?|eure?n?|herr|frau)\b[^.!?\n]{0,24}$",
    re.IGNORECASE,
)
_PHRASES = [
    (name, grade, re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE))
    for name, grade, words in PHRASES
]


@dataclass(frozen=True)
class Insult:
    """`rule` is our word for it; said to somebody's face it weighs more."""

    rule: str
    strength: Strength
    start: int
    end: int


def find(text: str) -> list[Insult]:
    """Every insult, in the order of the text."""
    return sorted(_found(text), key=lambda insult: (insult.start, -insult.strength))


def found_in(text: str) -> bool:
    """Whether somebody is insulted; what is merely rude does not count."""
    return any(insult.strength >= Strength.MEDIUM for insult in _found(text))


def spots(text: str) -> Iterator[Spot]:
    for insult in find(text):
        yield Spot(insult.start, insult.end, HintCode.INSULT, insult.rule)


def _found(text: str) -> Iterator[Insult]:
    for match in _TOKEN.finditer(text):
        word = _meant_by(match[0])
        if word:
            yield _weighed(text, word, _grades()[word], match)
    for match in _SPACED.finditer(text):
        word = _meant_by("".join(match[0].split()))
        if word and " " in match[0]:
            yield _weighed(text, word, _grades()[word], match)
    for name, grade, pattern in _PHRASES:
        for match in pattern.finditer(text):
            yield Insult(name, Strength(grade), *match.span())


def _weighed(text: str, word: str, grade: int, match: re.Match[str]) -> Insult:
    is_addressed = _ADDRESS.search(text[max(0, match.start() - 40) : match.start()])
    rule = f"{word}/{ADDRESSED}" if is_addressed else word
    strength = min(Strength.STRONG, grade + 1) if is_addressed else grade
    end = match.start() + len(match[0].rstrip("!|+'’._-"))
    return Insult(rule, Strength(strength), match.start(), end)


@lru_cache(maxsize=20_000)
def _meant_by(token: str) -> str:
    """Our word for what a token of the text says, or ""."""
    for spelt in _spellings(token):
        if word := _forms().get(spelt):
            return word
        if _STRETCHED.search(spelt):
            word = _squeezed_forms().get(_RUN.sub(r"\1", spelt), "")
            if word:
                return word
    return _behind_stars(token) if _STARS.search(token) else ""


def _spellings(token: str) -> Iterator[str]:
    plain = normalise(_INNER.sub("", token)).replace(" ", "")
    if len(plain) >= SHORTEST:
        yield plain
    if _SIGNS.search(token) and any(char.isalpha() for char in token):
        for table in _SIGNS_AS:
            # What stands at the end is a mark of exclamation, not an i.
            letters = token.rstrip("!|+").translate(table)
            yield normalise(_INNER.sub("", letters)).replace(" ", "")


def _behind_stars(token: str) -> str:
    core = token.strip("!|+'’._-")
    gaps = [len(run) for run in _STARS.findall(core)]
    if len(gaps) > MOST_GAPS or len(core) > LONGEST_STARRED:
        return ""
    shown = normalise(_STARS.sub("", core)).replace(" ", "")
    if not core[:1].isalpha() or len(shown) < SHORTEST:
        return ""
    parts = [normalise(part).replace(" ", "") for part in _STARS.split(core)]
    pattern = re.escape(parts[0])
    for gap, part in zip(gaps, parts[1:], strict=True):
        least, most = (1, 2) if gap == 1 else (gap - 1, gap + 2)
        pattern += f"[a-z]{{{least},{most}}}{re.escape(part)}"
    hidden = re.compile(pattern)
    for form, word in _forms().items():
        if len(shown) > LEAST_SHOWN * len(form) and hidden.fullmatch(form):
            return word
    return ""


@lru_cache(maxsize=1)
def _grades() -> dict[str, int]:
    return {word: grade for grade, words in WORDS.items() for word in words.split()}


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    """Every form of every word, and the word it is of."""
    forms = {word + ending: word for word in _grades() for ending in ENDINGS}
    forms |= PLURALS
    for friend in FALSE_FRIENDS:
        forms.pop(friend, None)
    forms |= {word: word for word in _grades()}
    fronted = {front + form: word for front in FRONTS for form, word in forms.items()}
    return fronted | forms


@lru_cache(maxsize=1)
def _squeezed_forms() -> dict[str, str]:
    return {_RUN.sub(r"\1", form): word for form, word in _forms().items()}
