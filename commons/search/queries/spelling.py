""" "Meinten Sie …?": the nearest known word for one that nothing has.

Known are the words of titles, which trigrams find in the index, and those that this
app knows by itself: parts of compounds, synonyms, names of places.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

from commons.search.compounds import split
from commons.search.distance import distance
from commons.search.questions import Question, Term, ask
from commons.search.synonyms import thesaurus
from commons.search.words import PARTS
from commons.text import normalise

MOST_SUSPECTS = 3
MOST_TITLES = 300
# How many slips a word may have by its length; "Bank" may not become "Band".
SLIPS = ((4, 0), (6, 1), (10, 2))
MOST_SLIPS = 3
UNKNOWN = """
SELECT asked.word FROM unnest(%s::text[]) AS asked(word)
WHERE NOT EXISTS (
    SELECT 1 FROM search_searchrow
    WHERE words @@ plainto_tsquery('german', asked.word) AND audience = ANY(%s)
)
"""
ALIKE = """
SELECT asked.word, alike.title, alike.trigram_text
FROM unnest(%s::text[]) AS asked(word), LATERAL (
    SELECT title, trigram_text FROM search_searchrow
    WHERE trigram_text %%> asked.word AND audience = ANY(%s)
    LIMIT %s
) AS alike
"""
# Letters that `normalise` took away, where a word is shown that no title has.
_SPOKEN = (("strass", "straß"), ("fuss", "fuß"), ("giess", "gieß"), ("ae", "ä"))


@dataclass(frozen=True)
class Better:
    """The corrected question, and how to write it."""

    question: Question
    text: str


def better(question: Question, audiences: Collection[str]) -> Better | None:
    """The question with its misspelt words put right; None if there is none."""
    suspects = _unknown(question, audiences)
    if not suspects:
        return None
    alike = _alike(suspects, audiences)
    corrected: dict[str, str] = {}
    for word in suspects:
        nearest = _nearest(word, alike[word])
        if nearest:
            corrected[word] = nearest
    if not corrected:
        return None
    text = _rewritten(question.text, corrected)
    return Better(replace(ask(text), text=text), text)


def _unknown(question: Question, audiences: Collection[str]) -> list[str]:
    words = [
        word
        for term in question.terms
        if not _is_known(term)
        for word in term.words
        if slips_in(word) and word not in PARTS and not split(word)
    ]
    if not words:
        return []
    with connection.cursor() as cursor:
        cursor.execute(UNKNOWN, [words, list(audiences)])
        unknown = {word for (word,) in cursor.fetchall()}
    return [word for word in dict.fromkeys(words) if word in unknown][:MOST_SUSPECTS]


def _is_known(term: Term) -> bool:
    return bool(term.others or term.region_ids)


def _alike(
    words: Sequence[str], audiences: Collection[str]
) -> dict[str, Counter[tuple[str, str]]]:
    """Words of titles, as compared and as written, for each that was asked for."""
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, [list(words), list(audiences), MOST_TITLES])
        for asked, title, spelt in cursor.fetchall():
            found[asked].update(_near_words(asked, title, spelt))
    return found


def _near_words(asked: str, title: str, spelt: str) -> Iterable[tuple[str, str]]:
    written = {normalise(word): word.strip(".,;:!?()„“\"'") for word in title.split()}
    most = slips_in(asked)
    for word in spelt.split():
        if abs(len(word) - len(asked)) <= most:
            yield word, written.get(word) or spoken(word)


def _nearest(asked: str, in_titles: Counter[tuple[str, str]]) -> str:
    """The word with the fewest slips, then the one said most often."""
    known = [*in_titles, *_known_words(len(asked))]
    ranked = (
        (distance(asked, word, most=slips_in(asked)), -in_titles[word, shown], shown)
        for word, shown in dict.fromkeys(known)
    )
    near = [(slips, *rest) for slips, *rest in ranked if slips is not None]
    return str(min(near)[-1]) if near else ""


def _known_words(length: int) -> list[tuple[str, str]]:
    own = [(word, spoken(word)) for word in PARTS]
    own += thesaurus().spellings.items()
    return [pair for pair in own if abs(len(pair[0]) - length) <= MOST_SLIPS]


def slips_in(word: str) -> int:
    for length, slips in SLIPS:
        if len(word) < length:
            return slips
    return MOST_SLIPS if len(word) > 14 else 2  # noqa: PLR2004 -- a long compound


def _rewritten(text: str, corrected: dict[str, str]) -> str:
    """What was typed with the corrected words in their places."""
    return " ".join(corrected.get(normalise(word)) or word for word in _by_words(text))


def _by_words(text: str) -> Iterable[str]:
    for chunk in text.split():
        words = normalise(chunk).split()
        yield from [chunk] if len(words) <= 1 else words


@lru_cache(maxsize=5_000)
def spoken(word: str) -> str:
    """A normalised word as one would write it, as well as rules can tell."""
    for plain, written in _SPOKEN:
        word = word.replace(plain, written)
    for vowel, umlaut in (("oe", "ö"), ("ue", "ü")):
        start = 0
        while (at := word.find(vowel, start)) >= 0:
            # "Feuer", "Mauer" and "quer" have no umlaut.
            if at > 0 and word[at - 1] in "aeq":
                start = at + 2
            else:
                word = word[:at] + umlaut + word[at + 2 :]
                start = at + 1
    return word[:1].upper() + word[1:]
