import re
from dataclasses import dataclass

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.text import slugify_german

EDITORS = (Role.COORDINATOR, Role.DATA_EDITOR)
# The pages of the first issue, at addresses without a prefix (see urls.py).
SLUGS = (
    "barrierefreiheit",
    "datenschutz",
    "impressum",
    "informationen",
    "leichte-sprache",
    "planungsvernetzung",
    "portraets",
    "regeln",
    "stadtteilarbeit",
    "statistik",
)
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class PageSection:
    """A part of a page; the first may stand without a heading."""

    heading: str
    anchor: str
    text: str


def sections_of(body: str) -> list[PageSection]:
    """Cut a body at its "## " lines, so that a page has real headings."""
    before, *rest = _HEADING.split(body)
    pairs = [("", before), *zip(rest[::2], rest[1::2], strict=True)]
    return [
        PageSection(heading, slugify_german(heading), text.strip())
        for heading, text in pairs
        if heading or text.strip()
    ]


def can_edit_pages(visitor: Visitor) -> bool:
    return visitor.has_role(*EDITORS)
