"""HTML as text: quotes marked as in plain mails, nothing loaded, nothing run."""

from inscriptis import get_text
from inscriptis.model.config import ParserConfig
from lxml import etree, html as lxml_html

LONGEST_HTML = 1_000_000
MOST_QUOTES = 200
# Outlook's and others' boxes above the mail that is answered.
_OLD = (
    "//*[@id='divRplyFwdMsg' or @id='appendonsend' or @id='reply-intro'"
    " or contains(concat(' ', @class, ' '), ' gmail_attr ')]"
)
_SILENT = ("script", "style", "head", "title", "template", "svg", "object")
_CONFIG = ParserConfig(display_links=False, display_images=False)


def text_of(html: str) -> str:
    """Readable text; blockquotes become lines that begin with "> "."""
    try:
        tree = lxml_html.document_fromstring(_without_declaration(html))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
    try:
        etree.strip_elements(tree, etree.Comment, *_SILENT, with_tail=False)
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


def _mark_quotes(tree: lxml_html.HtmlElement) -> None:
    """The innermost first, so that a quote in a quote gets two signs."""
    quotes = list(tree.iter("blockquote"))[:MOST_QUOTES]
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
