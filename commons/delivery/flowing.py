"""Plain text in lines that every mail program shows whole (format=flowed, RFC 3676).

A program that knows the format joins the lines again, another one sees lines that fit.
"""

from collections.abc import Iterator
from textwrap import wrap

PARAMS = {"format": "flowed"}
# With the blank that says "goes on", 78 signs at most.
WIDTH = 77
# Means itself, though it ends in a blank.
SIGNATURE = "-- "


def flowed(text: str) -> str:
    """The same words; an address stands in one line, however long it is."""
    return "\n".join(line for part in text.split("\n") for line in _lines(part))


def _lines(paragraph: str) -> Iterator[str]:
    if paragraph == SIGNATURE:
        yield paragraph
        return
    *soft, last = wrap(
        paragraph, WIDTH, break_long_words=False, break_on_hyphens=False
    ) or [""]
    for line in soft:
        yield _stuffed(f"{line} ")
    yield _stuffed(last)


def _stuffed(line: str) -> str:
    """What would be read as a quotation or cut by servers begins with a blank."""
    return f" {line}" if line.startswith((" ", ">", "From ")) else line
