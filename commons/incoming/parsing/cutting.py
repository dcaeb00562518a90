"""What is new in a reply: without quotes, signatures and small print, line by line.

The lines of a mail fall into blocks: quoted ones (">"), lines that announce them ("Am …
schrieb …:"), and one's own. Where somebody answers between or below quoted lines, the
answers are kept with the line each answers to. What is cut is never lost: the result
names lines of the whole text, and pages can unfold it.

Time grows with the number of lines, and no pattern looks at more than `LONGEST_LINE`
signs of one: a hostile mail costs no more than a long one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from commons.incoming.enums import Note
from commons.incoming.parsing import marks
from commons.incoming.parsing.foreign import first_header_line

Ranges = tuple[tuple[int, int], ...]
# "Siehe unten, meine Anmerkungen in Rot": then what stands below is the answer.
SHORT_ANSWER = 400


@dataclass(frozen=True)
class Cut:
    ranges: Ranges
    notes: frozenset[Note] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Block:
    """Lines `first` to before `end`, all quoted or all one's own."""

    first: int
    end: int
    is_quote: bool


def cut(text: str) -> Cut:
    lines = [line[: marks.LONGEST_LINE] for line in text.split("\n")]
    end = _end_of_own(lines)
    blocks = list(_blocks(lines, end))
    ranges = tuple(_kept(lines, blocks))
    said = "\n".join(line for first, last in ranges for line in lines[first:last])
    if not said.strip():
        notes = {Note.ONLY_QUOTE} if text.strip() else set()
        return Cut(((0, len(lines)),), frozenset(notes))
    if end < len(lines) and len(said) < SHORT_ANSWER and marks.points_below(said):
        return Cut(((0, len(lines)),), frozenset({Note.POINTS_BELOW}))
    return Cut(ranges)


def _end_of_own(lines: list[str]) -> int:
    """The line from which on all is an older mail without quote signs."""
    for number, line in enumerate(lines):
        if marks.is_quoted(line):
            continue
        if marks.is_separator(line) and _something_above(lines, number):
            return number
        if marks.begins_header_block(lines, number) and _something_above(lines, number):
            return number
        length = marks.announcement_at(lines, number)
        if length and not _quote_follows(lines, number + length):
            return number if _something_above(lines, number) else len(lines)
    found = first_header_line(lines)
    is_useful = found is not None and _something_above(lines, found)
    return found if is_useful and found is not None else len(lines)


def _something_above(lines: list[str], number: int) -> bool:
    """Somebody wrote above it: else their words stand below."""
    return any(
        line.strip() and not marks.is_quoted(line) and not marks.is_banner(line)
        for line in lines[:number]
    )


def _quote_follows(lines: list[str], number: int) -> bool:
    following = (line for line in lines[number : number + 4] if line.strip())
    return marks.is_quoted(next(following, ""))


def _blocks(lines: list[str], end: int) -> Iterator[Block]:
    """Quoted and own blocks; what announces a quote belongs to it."""
    first, number, in_quote = 0, 0, False
    while number < end:
        line = lines[number]
        length = 0 if marks.is_quoted(line) else marks.announcement_at(lines, number)
        is_quote = bool(length) or marks.is_quoted(line)
        is_quote = is_quote or (in_quote and not line.strip())
        if is_quote != in_quote:
            if number > first:
                yield Block(first, number, in_quote)
            first, in_quote = number, is_quote
        number += max(length, 1)
    if end > first:
        yield Block(first, end, in_quote)


def _kept(lines: list[str], blocks: list[Block]) -> Iterator[tuple[int, int]]:
    """The own blocks without their signatures, each with the line it answers to."""
    own = [block for block in blocks if not block.is_quote and _has_words(lines, block)]
    is_between = len(own) > 1
    before: Block | None = None
    for block in blocks:
        if block.is_quote:
            before = block
            continue
        if block not in own:
            continue
        pieces = list(_without_signature(lines, block))
        if is_between and before is not None and pieces:
            yield from _last_words(lines, before)
        yield from pieces
        before = None


def _has_words(lines: list[str], block: Block) -> bool:
    return any(line.strip() for line in lines[block.first : block.end])


def _last_words(lines: list[str], quote: Block) -> Iterator[tuple[int, int]]:
    for number in range(quote.end - 1, quote.first - 1, -1):
        line = lines[number]
        if line.lstrip("> \t") and marks.is_quoted(line):
            yield number, quote.end
            return


def _without_signature(lines: list[str], block: Block) -> Iterator[tuple[int, int]]:
    """The block up to where it says goodbye, and a postscript behind that."""
    start = block.first
    while start < block.end and (
        not lines[start].strip() or marks.is_banner(lines[start])
    ):
        start += 1
    numbers = range(start, block.end)
    end = next((n for n in numbers if marks.ends_letter(lines, n)), block.end)
    if _has_words(lines, Block(start, end, is_quote=False)):
        yield start, end
    postscript = next(
        (n for n in range(end, block.end) if marks.is_postscript(lines[n])), None
    )
    if postscript is not None:
        last = postscript
        while last < block.end and lines[last].strip():
            last += 1
        yield postscript, last
