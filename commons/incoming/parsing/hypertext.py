"""HTML as text: quotes marked as in plain mails, nothing loaded, nothing run."""

import re

from inscriptis import get_text
from inscriptis.css_profiles import STRICT_CSS_PROFILE
from inscriptis.model.config import ParserConfig
from lxml import etree, html as lxml_html

LONGEST_HTML = 500_000
MOST_QUOTES = 200
# Deeper ones are taken for part of these: each is written out once more.
DEEPEST_QUOTE = 6
DEEPEST_LIST = 6
# Outlook's and others' boxes above the mail that is answered.
_OLD = (
    "//*[@id='divRplyFwdMsg' or @id='appendonsend' or @id='reply-intro'"
    " or contains(concat(' ', @class, ' '), ' gmail_attr ')]"
)
# What would be indented or filled up to a width, line by line: a page of 50 kB could
# ask for gigabytes. In reading order, its words say the same.
_PLAIN = dict.fromkeys(("table", "thead", "tbody", "tfoot", "tr"), "div")
_CELLS = frozenset({"td", "th"})
_LISTS = frozenset({"ul", "ol"})
_SHOWING = frozenset({"display", "white-space"})
_SMALL = frozenset({"margin-top", "margin-bottom"})
_LARGE = re.compile(r"\d{3}")
_FORMATS = ("align", "valign")
_SILENT = ("script", "style", "head", "title", "template", "svg", "object")
# Its other profile moves each div in a div to the right.
_CONFIG = ParserConfig(
    css=STRICT_CSS_PROFILE.copy(), display_links=False, display_images=False
)


def text_of(html: str) -> str:
    """Readable text; blockquotes become lines that begin with "> "."""
    try:
        tree = lxml_html.document_fromstring(_without_declaration(html))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    try:
        etree.strip_elements(tree, etree.Comment, *_SILENT, with_tail=False)
        _flatten(tree)
        _mark_quotes(tree)
        return str(get_text(_html_of(tree), _CONFIG)).strip("\n")
    except (ValueError, TypeError, AttributeError, IndexError, KeyError):
        # Hostile style sheets and tables: the words alone will do.
        return "\n".join(str(piece) for piece in tree.itertext())


def _without_declaration(html: str) -> str:
    """lxml refuses text that says which encoding it once had."""
    start = html[:LONGEST_HTML].lstrip()
    if start.startswith("<?xml"):
        _declaration, _end, start = start.partition("?>")
    return start or "<p></p>"


def _flatten(tree: lxml_html.HtmlElement) -> None:
    """Nothing asks for room: no padding, no columns, no list in list without end."""
    for element in tree.iter(etree.Element):
        if "style" in element.attrib:
            element.attrib["style"] = _modest(element.attrib["style"])
        for name in _FORMATS:
            element.attrib.pop(name, None)
        tag = element.tag
        if tag in _PLAIN:
            element.tag = _PLAIN[tag]
        elif tag in _CELLS:
            element.tag = "span"
            element.tail = f" {element.tail or ''}"
        elif tag in _LISTS and _depth(element, *_LISTS) >= DEEPEST_LIST:
            element.tag = "div"


def _modest(style: str) -> str:
    """What says whether something is shown and where a line ends; no large gaps."""
    kept = []
    for part in style.lower().split(";"):
        name, _colon, value = part.partition(":")
        is_small = name.strip() in _SMALL and not _LARGE.search(value)
        if is_small or name.strip() in _SHOWING:
            kept.append(part)
    return ";".join(kept)


def _depth(element: lxml_html.HtmlElement, *tags: str) -> int:
    return sum(1 for _each in element.iterancestors(*tags))


def _mark_quotes(tree: lxml_html.HtmlElement) -> None:
    """The innermost first, so that a quote in a quote gets two signs."""
    found = list(tree.iter("blockquote"))[:MOST_QUOTES]
    quotes = [each for each in found if _depth(each, "blockquote") < DEEPEST_QUOTE]
    for quote in reversed(quotes):
        said = str(get_text(_html_of(quote), _CONFIG)).strip("\n")
        _replace(quote, "\n".join(f"> {line.rstrip()}" for line in said.split("\n")))


def _replace(element: lxml_html.HtmlElement, text: str) -> None:
    tail = element.tail
    element.clear()
    element.tag = "pre"
    element.text, element.tail = text, tail


def _html_of(element: lxml_html.HtmlElement) -> str:
    return str(lxml_html.tostring(element, encoding="unicode", with_tail=False))
