"""Text as a page and a database can hold it."""

import re
import unicodedata

_BREAKS = re.compile(r"\r\n|[\r\u2028\u2029\x0b\x0c\x85]")
_BLANKS = re.compile(r"[\xa0\u2000-\u200a\u202f\u3000]")
# Invisible signs that turn the reading direction or hide what is written.
_HIDDEN = {"Cc", "Cf", "Co", "Cs", "Cn"}
_MANY_BLANK_LINES = re.compile(r"\n{4,}")


def tidy(text: str) -> str:
    """Lines ended by \\n, without control signs and half characters."""
    lines = _BLANKS.sub(" ", _BREAKS.sub("\n", text))
    visible = "".join(
        char
        for char in lines
        if char in "\n\t" or unicodedata.category(char) not in _HIDDEN
    )
    stripped = "\n".join(line.rstrip() for line in visible.split("\n"))
    return _MANY_BLANK_LINES.sub("\n\n\n", stripped).strip("\n")


def one_line(text: str) -> str:
    return " ".join(tidy(text).split())
