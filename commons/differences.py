"""What changed between two texts, word by word.

The parts are plain text; `components/difference.html` shows them, and the template
escapes them. Texts are hostile: a comparison is bounded by `MOST_PAIRS`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

STAYED, CAME, WENT = "", "ins", "del"
# A word, or a sentence, with the blanks behind it.
_WORDS = re.compile(r"\S+\s*|\s+")
_SENTENCES = re.compile(r"[^.!?\n]+[.!?\n]*\s*|[.!?\n]+\s*")
# Pairs of equal words that the matcher would look at: a thousand words of German have
# some 20,000, "ja ja ja …" has a million.
MOST_PAIRS = 40_000


@dataclass(frozen=True)
class Part:
    """A piece of a text that stayed (""), came ("ins") or went ("del")."""

    sign: str
    text: str


def differences(before: str, after: str) -> list[Part]:
    """The parts of both texts in reading order; what went stands before what came.

    The parts that stayed and came are `after`; those that stayed and went are
    `before`, but for blanks.
    Very long or very monotonous texts are compared by sentences, or as a whole.
    """
    parts: Iterable[Part] = (Part(WENT, before), Part(CAME, after))
    for pattern in (_WORDS, _SENTENCES):
        old, new = pattern.findall(before), pattern.findall(after)
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        old_end, new_end = len(old) - tail, len(new) - tail
        if _pairs(old[head:old_end], new[head:new_end]) <= MOST_PAIRS:
            parts = (
                Part(STAYED, "".join(old[:head])),
                *_matched(old[head:old_end], new[head:new_end]),
                Part(STAYED, "".join(old[old_end:])),
            )
            break
    return list(_joined(parts))


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = zip(old, new, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    there = Counter(map(str.strip, new))
    return sum(there[each.strip()] for each in old)


def _matched(old: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    """Words are compared without the blanks behind them, and keep the new ones."""
    bare_old, bare_new = [each.strip() for each in old], [each.strip() for each in new]
    matcher = SequenceMatcher(None, bare_old, bare_new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        gone, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            yield Part(STAYED, came)
            if came == came.rstrip():  # the last word of the new text
                yield Part(WENT, gone[len(gone.rstrip()) :])
            continue
        blanks = came[len(came.rstrip()) :]
        yield Part(WENT, gone.rstrip() if blanks else gone)
        yield Part(CAME, came.removesuffix(blanks))
        yield Part(STAYED, blanks)


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Without empty ones, and no two neighbours of the same sort."""
    held: Part | None = None
    for part in parts:
        if not part.text:
            continue
        if held and held.sign == part.sign:
            held = Part(held.sign, held.text + part.text)
            continue
        if held:
            yield held
        held = part
    if held:
        yield held
