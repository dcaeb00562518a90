"""What one gathered mail tells: its lines, by Stadtteil, the newest first."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.formats import date_format

from commons import kinds
from commons.clock import berlin_date
from commons.delivery.mails import absolute
from commons.notifications import foot, reasons, rendering, subjects
from commons.notifications.models import Digest, Notification
from commons.notifications.queries import digests as queries
from commons.notifications.queries.wishes import Wishes
from commons.notifications.services import wanting
from commons.notifications.targets import target_of, targets_of
from commons.spoken import is_german
from commons.text import cut_at_word, sort_key
from commons.verbs.registry import Told

PLACE = "region"  # the kind whose name stands above the lines
# So many lines are read, and the Stadtteile share them; the bell has all of it.
MOST_LINES, MOST_IN_SECTION = 40, 10
EXCERPT = 400  # characters of the words below a line
# Mail programs cut a long mail off, and with it the link that stops it. So many
# characters stand below all lines together, decisions first; then lines stand alone.
MOST_WORDS = 4_000
AROUND_PART = 100  # characters of markup and of our address around a part's


@dataclass(frozen=True)
class Entry:
    """One line; `why` says in two or three words why it is there.

    With `is_bare` nothing stands below it: the mail is long enough.
    """

    row: Notification
    told: Told
    line: str
    region_id: int | None
    is_bare: bool = False

    @property
    def url(self) -> str:
        return absolute(self.told.url)

    @property
    def action(self) -> str:
        return self.told.action

    @property
    def why(self) -> str:
        return str(reasons.of(self.row.reason).short)

    @property
    def day(self) -> str:
        """`26. November` or `26 November`."""
        day = berlin_date(self.row.created_at)
        return date_format(day, "j. F" if is_german() else "j F")

    @cached_property
    def whole_text(self) -> str:
        """Asked for once: its words may come from the database."""
        return str(self.told.text)

    @property
    def is_folded(self) -> bool:
        return self.row.folded > 1

    @property
    def is_owed(self) -> bool:
        """A decision, or an answer to a report: its reasons reach the person whole."""
        return not foot.is_subscription(self.row)

    @property
    def text(self) -> str:
        """What stands below the line: of talk and one's own things the first words."""
        if self.is_bare:
            return ""
        if self.is_owed:
            return self.whole_text
        subject = subjects.get(self.row.subject).key
        is_close = subject in {subjects.OWN, subjects.CONVERSATION}
        return _excerpt(self.whole_text) if is_close and not self.is_folded else ""

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The things that it tells together, each with its address."""
        parts = () if self.is_bare else self.told.parts
        return [(line, absolute(url)) for line, url in parts]

    @property
    def words(self) -> int:
        """How many characters stand below the line."""
        parts = self.told.parts
        listed = sum(len(line) + len(url) + AROUND_PART for line, url in parts)
        return len(self.text) + listed


@dataclass(frozen=True)
class Section:
    """A Stadtteil, or with no name what belongs to none; `more` lines are left out."""

    name: str
    entries: Sequence[Entry]
    more: int


def entries_of(digest: Digest, wishes: Wishes) -> list[Entry]:
    """What the reader has not read yet and may still read, newest first.

    Words come in the active language. As many queries for one as for a hundred.
    """
    rows = list(queries.told_by(digest))
    for row in rows:
        row.user = digest.user
    targets = targets_of(rows, digest.user)
    behind = wanting.behind(digest.user_id, rows, targets)
    entries = []
    for row in rows:
        if not wanting.is_wanted(row, wishes, behind[row.pk]):
            continue
        target = target_of(row, targets)
        told = rendering.tell(row, target)
        if told is not None:
            region_id = kinds.get(row.happening.kind).region_id(target)
            line = rendering.line_of(row, target, told)
            entries.append(Entry(row, told, line, region_id))
    return entries


def sections_of(entries: Sequence[Entry]) -> list[Section]:
    """Stadtteile by name, what belongs to none last; one query for their names."""
    names = _names({entry.region_id for entry in entries} - {None})
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_name[names.get(entry.region_id or 0, "")].append(entry)
    most = max(1, min(MOST_IN_SECTION, MOST_LINES // len(by_name)))
    shown = {name: rows[:most] for name, rows in by_name.items()}
    bare = _bare(entry for rows in shown.values() for entry in rows)
    return [
        Section(
            name,
            [
                replace(one, is_bare=True) if one.row.pk in bare else one
                for one in shown[name]
            ],
            len(by_name[name]) - len(shown[name]),
        )
        for name in sorted(by_name, key=lambda name: (not name, sort_key(name)))
    ]


def count_of(sections: Iterable[Section]) -> int:
    return sum(len(section.entries) + section.more for section in sections)


def _names(region_ids: Iterable[int | None]) -> dict[int, str]:
    kind = kinds.get(PLACE)
    found = kinds.load_many(PLACE, [pk for pk in region_ids if pk is not None])
    return {pk: kind.title(region) for pk, region in found.items()}


def _bare(entries: Iterable[Entry]) -> set[int]:
    """For whose words no room is left; decisions and the newest have them first."""
    bare, written = set(), 0
    for entry in sorted(entries, key=lambda entry: (not entry.is_owed, -entry.row.pk)):
        has_room = written + entry.words <= MOST_WORDS
        if has_room or (entry.is_owed and not written):
            written += entry.words
        else:
            bare.add(entry.row.pk)
    return bare


def _excerpt(text: str) -> str:
    """The first words, without the sentence that only announces them."""
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    if len(paragraphs) > 1 and paragraphs[0].endswith(":"):
        paragraphs = paragraphs[1:]
    return cut_at_word(" ".join(" ".join(paragraphs).split()), EXCERPT)
