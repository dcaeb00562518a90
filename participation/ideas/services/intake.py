"""Ideas that were collected elsewhere: a table in, rows with a report each.

Idempotent by (source, id): a second run changes support that has grown and refuses
nothing. Everything is written in bulk, with numbers from reserved blocks.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from commons import pagecache
from commons.audit import services as audit
from commons.clock import BERLIN
from commons.imports import Refusal, Report
from commons.numbers.services import format_number, reserve_block
from commons.search import services as search
from commons.text import cut_at_word, slugify_german
from neighbourhood.departments.models import Topic
from participation.ideas.enums import Source
from participation.ideas.models import Idea, IdeaSnapshot, Submission
from participation.ideas.queries.places import Place
from participation.ideas.services import maps, merging
from participation.ideas.services.submission import NUMBER_SERIES
from participation.moderation import services as moderation
from participation.moderation.enums import Publication
from participation.moderation.screening import languages

LONGEST_TITLE = 120
BATCH = 500


@dataclass(frozen=True)
class Entry:
    """One idea from elsewhere. `line` is its line in the source."""

    line: int
    source_id: str
    title: str
    text: str
    topic_name: str
    received_on: date
    support: int
    place: Place

    @property
    def received_at(self) -> datetime:
        """Noon in Berlin: the source knows the day only."""
        return datetime.combine(self.received_on, time(12), BERLIN)

    @property
    def short_title(self) -> str:
        return cut_at_word(self.title, LONGEST_TITLE)

    @property
    def whole_text(self) -> str:
        """A title that had to be cut heads the text in full."""
        if self.short_title == self.title:
            return self.text
        return f"**{self.title}**\n\n{self.text}".strip()


@transaction.atomic
def bring_in(
    entries: Sequence[Entry], *, source_name: str, is_published: bool
) -> Report:
    """Write what is new and what has changed since the last run.

    Args:
        source_name: names the collection; with an entry's id it is unique.
        is_published: publish at once (it was public where it came from), or put
            each into the moderators' queue.
    """
    report = Report()
    known = {
        submission.source_id: submission.idea
        for submission in Submission.objects.filter(
            source_name=source_name
        ).select_related("idea")
    }
    brought = merging.external_support_brought()
    fresh = []
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.source_id] += 1
        if seen[entry.source_id] > 1:
            refusal = Refusal(f"Zeile {entry.line}", "diese Kennung kam schon vor")
            report.refused.append(refusal)
        elif entry.source_id in known:
            idea = known[entry.source_id]
            _update(idea, entry, report, brought=brought.get(idea.pk, 0))
        else:
            fresh.append(entry)
    _write(fresh, source_name, is_published=is_published)
    report.created.extend(entry.source_id for entry in fresh)
    if fresh:
        maps.rebuild()
    return report


def _update(idea: Idea, entry: Entry, report: Report, *, brought: int) -> None:
    """What people here wrote or decided since is never overwritten.

    Args:
        brought: votes that other ideas brought along when they went into this one.
    """
    step = entry.support + brought - idea.external_support
    if not step:
        report.unchanged.append(entry.source_id)
        return
    merging.add_external_support(idea, step)
    report.changed.append(entry.source_id)


def _write(fresh: Sequence[Entry], source_name: str, *, is_published: bool) -> None:
    topics = _topics({entry.topic_name for entry in fresh})
    numbers = _numbers(fresh)
    now = timezone.now()
    ideas = [
        _idea(entry, topics[entry.topic_name], number, is_published=is_published)
        for entry, number in zip(fresh, numbers, strict=True)
    ]
    Idea.objects.bulk_create(ideas, batch_size=BATCH)
    _keep_sources(zip(ideas, fresh, strict=True), source_name, now=now)
    IdeaSnapshot.objects.bulk_create(
        [_snapshot(idea, now) for idea in ideas], batch_size=BATCH
    )
    if not is_published:
        for idea in ideas:
            moderation.submit(idea)
    audit.record_many(
        "idea.imported",
        kind="idea",
        target_ids=[idea.pk for idea in ideas],
        codes={"is_published": is_published},
    )
    if is_published:
        search.index_many("idea", ideas)
        pagecache.bump("ideas", "home", *{f"region:{idea.region_id}" for idea in ideas})


def _keep_sources(
    pairs: Iterable[tuple[Idea, Entry]], source_name: str, *, now: datetime
) -> None:
    Submission.objects.bulk_create(
        [
            Submission(
                idea=idea,
                source=Source.IMPORT,
                source_name=source_name,
                source_id=entry.source_id,
                has_consent=True,
                created_at=now,
            )
            for idea, entry in pairs
        ],
        batch_size=BATCH,
    )


def _idea(entry: Entry, topic: Topic, number: str, *, is_published: bool) -> Idea:
    place = entry.place
    east, north = place.metres or (None, None)
    return Idea(
        number=number,
        title=entry.short_title,
        slug=slugify_german(entry.short_title) or "idee",
        text=entry.whole_text,
        language=languages.detect(f"{entry.short_title}\n{entry.whole_text}"),
        topic=topic,
        region=place.region,
        planning_area=place.planning_area,
        place_kind=place.kind,
        place_text=place.text,
        lon=place.lon,
        lat=place.lat,
        east_m=east,
        north_m=north,
        external_support=entry.support,
        submitted_at=entry.received_at,
        published_at=entry.received_at if is_published else None,
        publication=Publication.PUBLISHED if is_published else Publication.SUBMITTED,
        draft_id=uuid4(),
    )


def _snapshot(idea: Idea, now: datetime) -> IdeaSnapshot:
    content = {"title": idea.title, "text": idea.text, "topic": idea.topic.key}
    return IdeaSnapshot(target=idea, version=1, content=content, created_at=now)


def _numbers(fresh: Sequence[Entry]) -> list[str]:
    """Numbers in the order of the source, a block for each year of receipt."""
    years = Counter(entry.received_on.year for entry in fresh)
    ordinals = {
        year: iter(range(first, first + count))
        for year, count in sorted(years.items())
        for first in [reserve_block(NUMBER_SERIES, year, count)]
    }
    return [
        format_number(entry.received_on.year, next(ordinals[entry.received_on.year]))
        for entry in fresh
    ]


def _topics(names: Iterable[str]) -> dict[str, Topic]:
    """Topics by name; an unknown one is made, but not offered for new ideas."""
    known = {topic.name.lower(): topic for topic in Topic.objects.all()}
    found = {}
    for name in sorted(names):
        topic = known.get(name.lower())
        if topic is None:
            key = f"uebernommen-{slugify_german(name, max_length=28)}"
            topic, _is_new = Topic.objects.get_or_create(
                key=key, defaults={"name": name, "position": 900, "is_active": False}
            )
        found[name] = topic
    return found
