"""Interim notices with their drafts for the desk; a fixed number of queries."""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone, translation

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from participation.ideas.models import Idea
from participation.notices.composing import compose
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.queries.news import with_news
from participation.notices.queries.stories import stories_of
from participation.notices.story import Story

MOST_SHOWN = 100
LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Draft:
    """What would go out if somebody released it now."""

    story: Story
    text: str

    @property
    def seen(self) -> str:
        """Names this draft, so that nobody releases another than the one they read."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Waiting:
    """A notice that is due, its idea with news, and its draft."""

    notice: InterimNotice
    idea: Idea
    draft: Draft
    department: str
    days_late: int


def due(visitor: Visitor, today: date) -> list[Waiting]:
    """What waits for the visitor's release, the latest first; eleven queries."""
    rows = InterimNotice.objects.filter(state=NoticeState.DUE).visible_to(visitor)
    return waiting_of(rows.order_by("due_on", "pk")[:MOST_SHOWN], today)


def waiting_of(rows: Iterable[InterimNotice], today: date) -> list[Waiting]:
    notices = list(rows)
    wanted = with_news(Idea.objects.filter(pk__in=[row.idea_id for row in notices]))
    ideas = {idea.pk: idea for idea in wanted.select_related("region", "topic")}
    stories = stories_of(ideas.values(), today)
    names = names_of(stories.values())
    return [
        Waiting(
            row,
            ideas[row.idea_id],
            Draft(stories[row.idea_id], in_german(stories[row.idea_id], names)),
            names.get(stories[row.idea_id].department or 0, ""),
            max((today - row.due_on).days, 0),
        )
        for row in notices
    ]


def draft_of(idea: Idea, today: date, *, next_on: date | None = None) -> Draft:
    """As things stand now; `idea` comes from `with_news`."""
    story = stories_of([idea], today)[idea.pk]
    if next_on is not None:
        story = story.until(next_on)
    return Draft(story, in_german(story, names_of([story])))


def names_of(stories: Iterable[Story]) -> dict[int, str]:
    ids = {story.department for story in stories if story.department is not None}
    rows = Department.objects.filter(pk__in=ids) if ids else ()
    return {row.pk: row.name for row in rows}


def in_german(story: Story, names: dict[int, str]) -> str:
    """The SPK reads and releases German, whatever language its people have chosen."""
    with translation.override("de"):
        return compose(story, names)


def leaving(visitor: Visitor) -> list[InterimNotice]:
    """Released and still here; one query."""
    rows = InterimNotice.objects.filter(state=NoticeState.RELEASED)
    rows = rows.visible_to(visitor).select_related("idea__region", "released_by")
    return list(rows.order_by("leaves_at", "pk")[:MOST_SHOWN])


def lately(visitor: Visitor) -> list[InterimNotice]:
    """What went in the last days, the newest first; one query."""
    rows = InterimNotice.objects.filter(sent_at__gte=timezone.now() - LATELY)
    rows = rows.visible_to(visitor).select_related("idea__region", "released_by")
    return list(rows.order_by("-sent_at", "-pk")[:20])


def sent_on(idea: Idea) -> list[InterimNotice]:
    """Those that people have read of an idea, the oldest first; one query."""
    rows = InterimNotice.objects.filter(idea=idea, state=NoticeState.SENT)
    return list(rows.order_by("sent_at", "pk"))


def open_on(idea: Idea) -> InterimNotice | None:
    return InterimNotice.objects.open().filter(idea=idea).first()


def text_of(notice: InterimNotice, names: dict[int, str]) -> str:
    """What readers read, in their language, where nobody wrote words of their own."""
    if notice.is_edited or not notice.facts:
        return notice.text
    return compose(Story.of_json(notice.facts), names)


def names_in(notices: Collection[InterimNotice]) -> dict[int, str]:
    """The departments that facts of notices name; one query."""
    return names_of(Story.of_json(row.facts) for row in notices if row.facts)
