"""What a visitor asked the page of results for."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from commons.search.queries import statement
from commons.search.questions import Question
from commons.search.registry import Area, Source


@dataclass(frozen=True)
class Wish:
    """What a visitor asked the page for; what is empty does not narrow."""

    text: str = ""
    source: Source | None = None
    area: Area | None = None
    cursor: str = ""

    def query(self, **changes: Any) -> str:
        """The query string of this wish with some parts changed, from page one on."""
        wish = replace(self, **{"cursor": "", **changes})
        parts = {
            "q": wish.text,
            "art": wish.source.slug if wish.source else "",
            "stadtteil": wish.area.slug if wish.area else "",
            "ab": wish.cursor,
        }
        return urlencode({name: value for name, value in parts.items() if value})


@dataclass(frozen=True)
class Asked:
    """A question in the words that brought something, and the rows of a page.

    `corrected` is what was looked for instead of what was typed; `is_loose`: nothing
    has all words together, so these have some of them.
    """

    question: Question
    rows: list[tuple[Any, ...]]
    corrected: str = ""
    is_loose: bool = False

    @property
    def counts(self) -> list[tuple[str, int | None, int]]:
        """By kind and region's id; they come with each row."""
        return statement.counts_in(self.rows[0][-1]) if self.rows else []
