"""A mail taken apart: plain values that handlers judge, without a library behind."""

from dataclasses import dataclass
from datetime import datetime

from commons.incoming.enums import Automatic


@dataclass(frozen=True)
class Part:
    """A file in the mail; its name and type are the sender's claim."""

    name: str
    mime: str
    content: bytes
    is_inline: bool = False


@dataclass(frozen=True)
class Bounce:
    """What a mail server says of a message of ours; `code` such as `5.1.1`."""

    is_permanent: bool
    code: str


@dataclass(frozen=True)
class Parsed:
    """`kept_lines` are pairs (first, behind the last) of lines in `text` that are new;
    the rest is quotes, signatures and small print. `hops`: servers it came through."""

    message_id: str = ""
    sender: str = ""
    subject: str = ""
    recipients: tuple[str, ...] = ()
    sent_at: datetime | None = None
    text: str = ""
    kept_lines: tuple[tuple[int, int], ...] = ()
    parts: tuple[Part, ...] = ()
    notes: frozenset[str] = frozenset()
    automatic: Automatic = Automatic.NONE
    bounce: Bounce | None = None
    hops: int = 0

    @property
    def kept(self) -> str:
        return kept_of(self.text, self.kept_lines)


def kept_of(text: str, ranges: object) -> str:
    """The lines of `text` that `ranges` name, blank ones at the ends taken off."""
    lines = text.split("\n")
    chosen = [line for first, end in _pairs(ranges) for line in lines[first:end]]
    return "\n".join(chosen).strip()


def _pairs(ranges: object) -> list[tuple[int, int]]:
    if not isinstance(ranges, list | tuple):
        return []
    return [(int(first), int(end)) for first, end in ranges]
