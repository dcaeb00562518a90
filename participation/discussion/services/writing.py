"""Writing a comment or an answer: exactly once, public at once or after a look."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.once import first_of, insert
from commons.verbs.services import happened
from participation.discussion import hosts
from participation.discussion.enums import Mark
from participation.discussion.models import Comment, CommentSnapshot, Thread
from participation.discussion.queries.speaking import AS_PERSON, Role
from participation.discussion.services import checking, counting
from participation.discussion.services.threads import (
    already_closed,
    locked_host,
    opened,
)
from participation.moderation import services as moderation
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write


@transaction.atomic
def write(
    host: Any,
    text: str,
    *,
    draft_id: UUID,
    by: User,
    role: Role = AS_PERSON,
    parent: Comment | None = None,
) -> Comment:
    """Say something about `host`, or answer `parent`, in one transaction.

    It is public at once, unless `checking.is_held` wants a moderator to read it.

    Args:
        host: what is talked about; its kind is registered as a host.
        text: Markdown as typed.
        draft_id: whoever sends the same again gets the comment that was born first.
        role: what the author speaks as, one of `queries.speaking.roles_of`.
        parent: a public comment of the first level.

    Raises:
        RuleViolation: the host takes no comments (`not_open`), its thread is closed
            (`closed`), `parent` cannot be answered (`not_answerable`), or the author
            may not write just now (`blocked`).
    """
    if first := first_of(Comment.objects.all(), draft_id, by=by):
        return first
    require_may_write(by)
    host = locked_host(kinds.of(host).key, host.pk)
    parent = _answerable(parent, host)
    thread = _thread_of(host)
    mark = _mark(role, host, by=by)
    comment = Comment(
        thread=thread,
        parent=parent,
        author=by,
        region_id=thread.region_id,
        text=text,
        mark=mark,
        department=role.department,
        draft_id=draft_id,
        submitted_at=timezone.now(),
    )
    return _born(comment, is_held=checking.is_held(host, text, by=by, mark=mark), by=by)


def keep_version(comment: Comment, *, by: User) -> None:
    """Keep what this version says; redaction rewrites it."""
    CommentSnapshot.objects.create(
        target=comment,
        version=comment.version,
        content={"text": comment.text},
        created_by=by,
        created_at=timezone.now(),
    )


def _thread_of(host: Any) -> Thread:
    if not hosts.get(kinds.of(host).key).is_open(host):
        raise RuleViolation(
            _("Hier kann gerade niemand kommentieren."), code="not_open"
        )
    thread = opened(host)
    if thread.is_closed:
        raise already_closed(thread)
    return thread


def _answerable(parent: Comment | None, host: Any) -> Comment | None:
    if parent is None:
        return None
    rows = Comment.objects.published().first_level()
    locked = rows.select_for_update(of=("self",))
    found = locked.filter(pk=parent.pk, thread=host.thread_id).first()
    if found is None:
        raise RuleViolation(
            _("Auf diesen Kommentar kann niemand mehr antworten."),
            code="not_answerable",
        )
    return found


def _mark(role: Role, host: Any, *, by: User) -> Mark:
    if role.mark in {Mark.SPK, Mark.AMT}:
        return role.mark
    marks_author = hosts.get(kinds.of(host).key).marks_author
    is_author = marks_author and host.author_id == by.pk
    return Mark.AUTHOR if is_author else Mark.NONE


def _born(comment: Comment, *, is_held: bool, by: User) -> Comment:
    if not is_held:
        comment.publication = Publication.PUBLISHED
        comment.published_at = comment.submitted_at
    if first := insert(comment, by=by):
        return first
    keep_version(comment, by=by)
    if is_held:
        moderation.submit(comment)
        happened("comment.written", comment, by=by)
    else:
        counting.count(comment, 1)
        happened("comment.published", comment, by=by)
    return comment
