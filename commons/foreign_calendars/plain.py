"""Words of strangers as plain text: no markup, no controls, no line ended unasked."""

import html
import re
import unicodedata

_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|a|b|i|strong|em|ul|ol|li)\b", re.IGNORECASE
)
_NEW_LINE = re.compile(r"<(?:br|/p|/div|li|/h[1-6])\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<[/!a-zA-Z][^<>]{0,1000}>")
_BLANK_LINES = re.compile(r"\n{3,}")
_BLANKS = frozenset({"Cc", "Cs", "Co"})
_MARKS = "Cf"  # what turns the direction of reading: nobody can check such words


def as_plain(text: str) -> str:
    """Paragraphs stay; some calendars write HTML into their descriptions."""
    if _LOOKS_LIKE_HTML.search(text):
        text = html.unescape(_TAG.sub("", _NEW_LINE.sub("\n", text)))
    lines = (_without_controls(line).rstrip() for line in text.splitlines())
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def on_one_line(text: str) -> str:
    return " ".join(_without_controls(" ".join(text.splitlines())).split())


def _without_controls(line: str) -> str:
    kinds = ((sign, unicodedata.category(sign)) for sign in line)
    return "".join(
        " " if kind in _BLANKS else sign for sign, kind in kinds if kind != _MARKS
    )
