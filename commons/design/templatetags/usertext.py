"""Filters for what people wrote: `{% load usertext %}`."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from commons.html import (
    blackened_line,
    plain_text,
    render_markdown,
    text_blocks,
)
from commons.text import with_colon

register = template.Library()
# A telephone of 360 pixels shows so much of an address in one line.
LONGEST_ADDRESS = 36
_RULE = re.compile(r"<p>[–—-](?: ?[–—-])+</p>")
# Numbers of ideas, bundles and reports, and of telephones.
_NUMBER = re.compile(
    r"\b(?:[A-Z]-)?\d{4}-\d{5}\b|\(?\b0\d{2,4}\)? \d{3,8}(?:-\d{1,5})?"
)


@register.filter
def markdown(text: str) -> SafeString:
    return render_markdown(text)


@register.filter
def excerpt(text: str, length: int = 200) -> str:
    """The first words without markup; the template escapes them."""
    return plain_text(text, int(length))


@register.filter(needs_autoescape=True)
def linked(text: str, *, autoescape: bool = True) -> SafeString:
    """Plain words with their addresses as short links; "www.…" gets the safe scheme."""
    links = urlize(text, LONGEST_ADDRESS, nofollow=True, autoescape=autoescape)
    safe = links.replace('href="http://www.', 'href="https://www.')
    return mark_safe(safe)  # noqa: S308 -- urlize has escaped it


@register.filter
def letter(text: str) -> SafeString:
    """The plain words of a mail as HTML: paragraphs, links, a rule for "– – –"."""
    paragraphs = linebreaks(linked(text))
    return mark_safe(_RULE.sub('<hr class="rule">', paragraphs))  # noqa: S308 -- escaped


@register.filter
def unbroken(line: str) -> SafeString:
    """A line whose numbers, "2026-00042" or "(030) 1234-5", stay in one piece."""
    marked = _NUMBER.sub(
        lambda match: f'<span style="white-space:nowrap">{match[0]}</span>',
        conditional_escape(line),
    )
    return mark_safe(marked)  # noqa: S308 -- escaped before


@register.filter
def unmarked(text: str) -> str:
    """Markdown in the plain part of a mail: paragraphs, dashes for points, addresses.

    Not escaped, so not HTML.
    """
    return "\n\n".join(map(_plain_block, text_blocks(text)))


@register.filter
def colon(heading: object) -> str:
    """The words above an address in the plain part of a mail; not escaped."""
    return with_colon(str(heading))


@register.filter
def blackened(text: str) -> SafeString:
    """A title or another single line, with what is blackened said aloud."""
    return blackened_line(text)


def _plain_block(block: Mapping[str, Any]) -> str:
    if block["kind"] == "paragraph":
        return "".join(map(_plain_run, block["runs"]))
    if block["kind"] == "quote":
        words = "\n\n".join(map(_plain_block, block["blocks"]))
        return "\n".join(f"> {line}".rstrip() for line in words.split("\n"))
    points = ("\n".join(map(_plain_block, item)) for item in block["items"])
    if block["is_ordered"]:
        numbered = enumerate(points, start=block["start"])
        return "\n".join(f"{number}. {words}" for number, words in numbered)
    return "\n".join(f"- {words}" for words in points)


def _plain_run(run: Mapping[str, Any]) -> str:
    words, href = str(run["text"]), str(run["href"])
    return f"{words} ({href})" if href and href != words else words
