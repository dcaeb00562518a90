"""A light German stemmer for what happens in memory: synonyms and marking.

The index is stemmed by PostgreSQL. This one only has to call the same word the same
in all its forms, here and there.
"""

from functools import lru_cache

SHORTEST = 3
_ENDINGS = ("ern", "em", "en", "er", "es", "e", "n")


def fold(word: str) -> str:
    """Without umlauts, which plurals bring and take: Rad, Räder."""
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The beginning that all forms of a normalised word share: Bäume, Baumes."""
    folded = fold(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= SHORTEST:
            folded = folded.removesuffix(ending)
            break
    # "Haus" may have lost an s that "Häuser" keeps.
    return folded[:-1] if folded.endswith("s") and len(folded) > SHORTEST else folded
