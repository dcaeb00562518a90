"""What the demo's people say about its ideas, by the real services, then dated back."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db.models import F
from django.utils import timezone

from commons.accounts.enums import Role as AccountRole
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.verbs.models import Happening
from participation.discussion.models import Comment, Thread
from participation.discussion.queries.speaking import AS_PERSON, roles_of
from participation.discussion.services.writing import write
from participation.ideas.models import Idea
from participation.moderation import services as moderation
from participation.moderation.enums import Reason, Verdict
from participation.moderation.models import QueueItem

TALKS = Path(__file__).with_name("talks.json")
OFFICIAL = frozenset({AccountRole.MODERATOR, AccountRole.DEPARTMENT_MEMBER})


def tell(people: Mapping[str, User]) -> int:
    """Let people talk; returns how many comments there are then."""
    talks = json.loads(TALKS.read_text(encoding="utf-8"))
    for talk in talks:
        idea = Idea.objects.published().get(title=talk["idea"])
        for comment in talk["comments"]:
            first = _said(idea, comment, people, parent=None)
            for answer in comment.get("answers", ()):
                _said(idea, answer, people, parent=first)
    for thread in Thread.objects.order_by("pk"):
        _date_back(thread)
    # What was told long ago is told no more.
    told = Happening.objects.filter(expanded_at__isnull=True)
    told.update(expanded_at=F("happened_at"))
    return Comment.objects.count()


def _said(
    idea: Idea,
    plot: Mapping[str, Any],
    people: Mapping[str, User],
    *,
    parent: Comment | None,
) -> Comment:
    person = people[plot["by"]] if "by" in plot else idea.author
    assert person is not None  # noqa: S101 -- the demo's ideas have authors
    visitor = visitor_for(person)
    role = roles_of(visitor)[0] if visitor.has_role(*OFFICIAL) else AS_PERSON
    comment = write(
        idea, plot["text"], draft_id=uuid4(), by=person, role=role, parent=parent
    )
    if plot.get("waits"):
        return comment
    if not comment.is_public:
        _decided(comment, Verdict.PUBLISH, people)
    if plot.get("is_removed"):
        _decided(comment, Verdict.REMOVE, people, reason=Reason.ADVERTISING)
    return Comment.objects.get(pk=comment.pk)


def _decided(
    comment: Comment,
    verdict: Verdict,
    people: Mapping[str, User],
    *,
    reason: str = "",
) -> None:
    moderation.decide_directly(
        comment,
        verdict=verdict,
        version=comment.version,
        reason=reason,
        by=people["moderation"],
    )


def _date_back(thread: Thread) -> None:
    """Spread the talk over the days since the idea became public."""
    comments = list(thread.comments.order_by("pk"))
    begun, now = thread.host.published_at, timezone.now()
    step = (now - begun) / (len(comments) + 1)
    for number, comment in enumerate(comments, start=1):
        at = min(begun + step * number, now - timedelta(minutes=30))
        comment.submitted_at = at
        if comment.published_at is not None:
            comment.published_at = thread.newest_at = at
        comment.save(update_fields=["submitted_at", "published_at"])
        items = QueueItem.objects.filter(kind="comment", target_id=comment.pk)
        items.update(submitted_at=at)
    thread.save(update_fields=["newest_at"])
