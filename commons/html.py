"""Turn what people write into HTML: the only module that knows bleach.

Stored is the text as written, in a subset of Markdown. HTML is made anew each time
and passes three hands: markdown-it escapes all raw HTML, bleach cleans and links,
and nh3, which parses as browsers do, has the last word.
"""

import re
from collections.abc import Iterable, MutableMapping, Sequence
from functools import partial
from html import escape, unescape
from typing import Any, NamedTuple

import nh3
from bleach.linkifier import Linker
from bleach.sanitizer import Cleaner
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from commons.blackening import MARK
from commons.text import cut_at_word

TAGS = frozenset({"a", "blockquote", "br", "em", "li", "ol", "p", "strong", "ul"})
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
LINK_REL = "nofollow ugc noopener"
_BLEACH_ATTRIBUTES = {"a": ["href", "rel"], "ol": ["start"]}
# nh3 sets `rel` itself and takes none from outside.
_NH3_ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
_ALLOWED_ADDRESS = re.compile(rf"(?:{'|'.join(sorted(SCHEMES))}):\S", re.IGNORECASE)
# Only what begins as an address: bleach would link "nicht.Es" for the domain .es.
# It sees escaped text, so "&amp;" is the one entity an address may hold.
_WEB_ADDRESS = re.compile(
    r"""(?<![\w@./-])(?:https?://|www\.)
    (?:[^\s<>"()&]|&amp;|\([^\s<>"()&]*\))*
    (?:[^\s<>"()&.,;:!?'»“”…]|\([^\s<>"()&]*\))""",
    re.VERBOSE | re.IGNORECASE,
)
_SMALL_NUMBER = re.compile(r"[0-9]{1,4}")
# Characters that hide, reorder or break text: C0/C1 controls but tab and newline,
# bidirectional overrides, and what XML and HTML call no character.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# As nh3 writes tags: attributes stand in double quotes.
_TAG = re.compile(r'(<[^<>"]*(?:"[^"]*"[^<>"]*)*>)')
# Stand around a spot and number it while HTML is made; nobody else may bring them.
_OPEN, _CLOSE, _FIRST, MOST_SPOTS = "\ue000", "\ue001", 0xE100, 200
_FOREIGN = re.compile("[\ue000-\ue1ff]")
_SPOT = re.compile(f"{_OPEN}([\ue100-\ue1ff])([^{_OPEN}{_CLOSE}]+){_CLOSE}")
_BLOCK_ENDS = frozenset({"paragraph_close", "heading_close", "list_item_close"})


def render_markdown(text: str) -> SafeString:
    """Safe HTML of paragraphs, emphasis, lists, quotes and links; nothing else."""
    html = sanitise(_markdown.render(_visible(text)))
    return mark_safe(_with_marks(html))  # noqa: S308 -- nh3


class Place(NamedTuple):
    """A piece of a text to be shown as marked; `label` says aloud what it is."""

    start: int
    end: int
    name: str
    label: str


def render_spotted(text: str, places: Sequence[Place]) -> SafeString:
    """As `render_markdown`, with `<mark>` around places that don't overlap.

    What lies across markup or in a web address stays unmarked.
    """
    plain = _FOREIGN.sub("\ufffd", text)
    links = [match.span() for match in _WEB_ADDRESS.finditer(plain)]
    apart = [p for p in places if not any(p.start < e and s < p.end for s, e in links)]
    kept = apart[:MOST_SPOTS]
    for number, place in reversed([*enumerate(kept)]):
        inner = f"{_OPEN}{chr(_FIRST + number)}{plain[place.start : place.end]}{_CLOSE}"
        plain = plain[: place.start] + inner + plain[place.end :]
    html = _with_marks(sanitise(_markdown.render(_visible(plain))))
    parts = _TAG.split(html)
    parts[::2] = [_SPOT.sub(partial(_mark, kept), words) for words in parts[::2]]
    return mark_safe(_FOREIGN.sub("", "".join(parts)))  # noqa: S308 -- nh3


def spotted_line(text: str, places: Sequence[Place]) -> SafeString:
    """One line of plain text as HTML, with `<mark>` around places."""
    line, at = "", 0
    for place in places:
        line += escape(text[at : place.start])
        line += _marked(place, escape(text[place.start : place.end]))
        at = place.end
    return mark_safe(_with_marks(line + escape(text[at:])))  # noqa: S308 -- escaped


def _mark(places: Sequence[Place], match: re.Match[str]) -> str:
    return _marked(places[ord(match[1]) - _FIRST], match[2])


def _marked(place: Place, words: str) -> str:
    label = f'<span class="visually-hidden"> ({escape(place.label)})</span>'
    return f'<mark class="spot" id="{escape(place.name)}">{words}{label}</mark>'


def blackened_line(text: str) -> SafeString:
    """One line of plain text as HTML, with what is blackened said aloud."""
    return mark_safe(_with_marks(escape(text)))  # noqa: S308 -- escaped


def plain_text(text: str, length: int | None = None) -> str:
    """The words without their markup on one line; not escaped, so not HTML."""
    if length is not None:  # an excerpt of a long text need not parse all of it
        text = text[: length * 5 + 500]
    words = " ".join("".join(_words(_markdown.parse(_visible(text)))).split())
    return words if length is None else cut_at_word(words, length)


def text_blocks(text: str) -> list[dict[str, Any]]:
    """The same subset as nested blocks for papers that are not HTML.

    A block is `{"kind": "paragraph", "runs": […]}`, `{"kind": "quote", "blocks": […]}`
    or `{"kind": "list", "is_ordered": …, "start": …, "items": [[block, …], …]}`; a
    run has `text`, `is_strong`, `is_emphasised` and `href` (empty for plain words).
    """
    try:
        return _blocks(SyntaxTreeNode(_markdown.parse(_visible(text))))
    except RecursionError:  # thousands of stars around one word
        words = {"text": plain_text(text), **_Style()._asdict()}
        return [{"kind": "paragraph", "runs": [words]}]


def sanitise(html: str) -> str:
    """Clean and link HTML; sanitising the result again changes nothing."""
    cleaned = _cleaner.clean(html)
    if "<a" in cleaned or _WEB_ADDRESS.search(cleaned):
        cleaned = _linker.linkify(cleaned)
    return _last_word(cleaned)


def _with_marks(html: str) -> str:
    """What was blackened as a bar to the eye and as words to the ear."""
    if not MARK.search(html):
        return html
    parts = _TAG.split(html)
    parts[::2] = [MARK.sub(_spoken_mark, words) for words in parts[::2]]
    return "".join(parts)


def _spoken_mark(match: re.Match[str]) -> str:
    label = match[1]
    said = _("geschwärzt: %(what)s") % {"what": label} if label else _("geschwärzt")
    return (
        f'<span class="redacted"><span aria-hidden="true">{match[0]}</span>'
        f'<span class="visually-hidden">{said}</span></span>'
    )


def _last_word(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=_NH3_ATTRIBUTES,
        attribute_filter=_keep_attribute,
        url_schemes=set(SCHEMES),
        link_rel=LINK_REL,
    )


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", text)


def _keep_attribute(tag: str, name: str, value: str) -> str | None:
    if (tag, name) == ("a", "href"):
        return value if _ALLOWED_ADDRESS.match(value) else None
    if (tag, name) == ("ol", "start"):
        return value if _SMALL_NUMBER.fullmatch(value) else None
    return value


LinkAttributes = MutableMapping[tuple[str | None, str], str]


def _only_whole_addresses(
    attrs: LinkAttributes,
    new: bool = False,  # noqa: ARG001, FBT001, FBT002 -- bleach calls it so
) -> LinkAttributes | None:
    """Unwrap links into our own pages or to other schemes: their text stays."""
    address = unescape(attrs.get((None, "href"), ""))
    probe = f'<a href="{escape(address, quote=True)}">'
    return attrs if "href" in _last_word(probe) else None


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.children:
            yield from _words(token.children)
        elif token.type in {"text", "text_special"}:
            yield token.content
        if token.type in _BLOCK_ENDS or token.type in {"softbreak", "hardbreak"}:
            yield " "


def _blocks(parent: SyntaxTreeNode) -> list[dict[str, Any]]:
    blocks: list[dict[str, Any]] = []
    for node in parent.children:
        if node.type in {"paragraph", "heading"}:
            runs = _runs(node, _Style(is_strong=node.type == "heading"))
            blocks.append({"kind": "paragraph", "runs": runs})
        elif node.type == "blockquote":
            blocks.append({"kind": "quote", "blocks": _blocks(node)})
        elif node.type in {"bullet_list", "ordered_list"}:
            blocks.append(
                {
                    "kind": "list",
                    "is_ordered": node.type == "ordered_list",
                    "start": int(node.attrs.get("start", 1)),
                    "items": [_blocks(item) for item in node.children],
                }
            )
    return blocks


class _Style(NamedTuple):
    is_strong: bool = False
    is_emphasised: bool = False
    href: str = ""


def _runs(parent: SyntaxTreeNode, style: _Style) -> list[dict[str, Any]]:
    runs: list[dict[str, Any]] = []
    for node in parent.children:
        if node.type == "strong":
            runs += _runs(node, style._replace(is_strong=True))
        elif node.type == "em":
            runs += _runs(node, style._replace(is_emphasised=True))
        elif node.type == "link":
            address = str(node.attrs.get("href", ""))
            known = address if _ALLOWED_ADDRESS.match(address) else ""
            runs += _runs(node, style._replace(href=known))
        elif node.type in {"inline", "image"}:
            runs += _runs(node, style)
        else:
            is_break = node.type in {"softbreak", "hardbreak"}
            runs.append({"text": "\n" if is_break else node.content, **style._asdict()})
    return [run for run in runs if run["text"]]


def _heading_open(*_: Any) -> str:
    return "<p><strong>"


def _heading_close(*_: Any) -> str:
    return "</strong></p>\n"


def _words_of_image(tokens: Sequence[Token], index: int, *_: Any) -> str:
    return escape(tokens[index].content, quote=True)


def _subset() -> MarkdownIt:
    """Only what residents need; every other sign stays as it was typed."""
    markdown = MarkdownIt("zero", {"breaks": True, "html": False, "typographer": False})
    markdown.enable(["blockquote", "heading", "list"])
    markdown.enable(["emphasis", "escape", "image", "link", "newline"])
    for name, rule in (
        ("heading_open", _heading_open),
        ("heading_close", _heading_close),
        ("image", _words_of_image),
    ):
        markdown.renderer.rules[name] = rule  # type: ignore[attr-defined]  # of the HTML renderer
    return markdown


_markdown = _subset()
_cleaner = Cleaner(
    tags=TAGS, attributes=_BLEACH_ATTRIBUTES, protocols=SCHEMES, strip=True
)
# Two passes although bleach can link while it cleans: then it unescapes "&amp;amp;".
_linker = Linker(
    # The stub does not know that None takes a link away.
    callbacks=[_only_whole_addresses],  # type: ignore[list-item]  # the stubs want one signature
    url_re=_WEB_ADDRESS,
    parse_email=False,
)
