"""How something is written: links, capitals, length. No outside data."""

import re

MANY_LINKS = 3
SHORTEST = 6  # words in title and text together
LONG_WORD = 5  # letters; shorter capitals are mostly abbreviations
FEW_SHOUTS, SHOUTED_SHARE = 3, 0.3

_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


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
