"""German text for comparing, sorting and addresses of pages. Pure functions."""

import re
import unicodedata

ELLIPSIS = "…"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
# Letters that no decomposition turns into plain ones.
_LETTERS = str.maketrans(
    {
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "\u0131": "i",
    }
)
_WORDS = re.compile(r"[^\W_]+")
_SHORT_STREET = re.compile(r"str(?=[0-9]|$)")
_NUMBER = re.compile(r"[0-9]+")
# Not after "z. B.", "Str." or "3.": a sentence begins with a capital and ends a word
# of some length.
_SENTENCE_END = re.compile(r"(?<=\w{4}[.!?])\s+(?=[A-ZÄÖÜ„\"])")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_DIGITS_IN_SORT_KEYS = 6


def with_colon(heading: str) -> str:
    """What stands above or before something; a question takes no colon."""
    return heading if heading.endswith("?") else f"{heading}:"


def as_typed(text: str) -> str:
    """What a browser sends, with the line ends that we write and none around it."""
    return text.replace("\r\n", "\n").strip()


def normalise(text: str) -> str:
    """One spelling for all the ways to write the same German words.

    "Schönhauser Str. 5", "SCHOENHAUSER STRASSE 5" and "schönhauser straße 5" come
    out equal. Words are parted by one space; punctuation is gone.
    """
    plain = _fold(text).translate(_UMLAUTS)
    words = _WORDS.findall(_without_accents(plain))
    return " ".join(_SHORT_STREET.sub("strasse", word) for word in words)


def sort_key(text: str) -> str:
    """Sort as DIN 5007-1 does (ä = a, ß = ss) under a plain byte collation.

    Numbers are padded, so "Straße 9" comes before "Straße 13".
    """
    words = _WORDS.findall(_without_accents(_fold(text)))
    return _NUMBER.sub(_padded, " ".join(words))


def slugify_german(text: str, max_length: int = 60) -> str:
    """The part of an address that people read; empty if no Latin letter is left."""
    plain = _without_accents(_fold(text).translate(_UMLAUTS))
    slug = _NOT_IN_SLUGS.sub("-", plain).strip("-")
    if len(slug) <= max_length:
        return slug
    whole_words, dash, _ = slug[: max_length + 1].rpartition("-")
    return whole_words if dash else slug[:max_length]


def cut_at_word(text: str, length: int) -> str:
    """Shorten to at most `length` characters, the ellipsis included."""
    if len(text) <= length:
        return text
    room = text[:length]
    head, space, _ = room.rpartition(" ")
    head = head.rstrip(" ,;:.-–") if space else ""
    return (head or text[: length - 1]) + ELLIPSIS


def first_sentence(text: str) -> str:
    """As far as a full stop is surely one; else all of it."""
    return _SENTENCE_END.split(text, maxsplit=1)[0]


def _fold(text: str) -> str:
    composed = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", composed)


def _without_accents(text: str) -> str:
    plain = text.translate(_LETTERS)
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKC", bare)


def _padded(number: re.Match[str]) -> str:
    return number[0].lstrip("0").zfill(_DIGITS_IN_SORT_KEYS)
