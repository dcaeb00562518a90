"""Where somebody writes: about a host, or in answer to a comment."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from commons import kinds
from commons.accounts.visitors import Visitor
from participation.discussion import hosts
from participation.discussion.models import Comment


@dataclass(frozen=True)
class Place:
    """What is talked about, and the comment that is answered, if one is."""

    kind: str
    host: Any
    parent: Comment | None = None

    @property
    def url(self) -> str:
        if self.parent is not None:
            return reverse("discussion:comment-reply", args=[self.parent.pk])
        return reverse("discussion:comment-create", args=[self.kind, self.host.pk])

    @property
    def title(self) -> str:
        return kinds.get(self.kind).title(self.host)

    @property
    def reading(self) -> dict[str, bool]:
        """Who reads what is written here, as the forms ask."""
        known = hosts.get(self.kind)
        return {
            "is_private": known.is_private(self.host),
            "is_looked_at": known.is_looked_at(self.host),
        }

    @property
    def back_url(self) -> str:
        if self.parent is not None:
            return self.parent.get_absolute_url()
        return f"{kinds.get(self.kind).url(self.host)}#diskussion"


def place_of_host(kind: str, pk: int, visitor: Visitor) -> Place:
    """Raises Http404 unless the visitor sees something that can be talked about."""
    host = visible_host(kind, pk, visitor)
    _require_writable(kind, host, visitor)
    return Place(kind, host)


def place_of_reply(pk: int, visitor: Visitor) -> Place:
    """Raises Http404 unless the visitor sees a comment that can be answered."""
    comment = visible_comment(pk, visitor)
    if not comment.is_public or comment.is_reply:
        raise Http404
    host = comment.thread.host
    _require_writable(comment.thread.kind, host, visitor)
    return Place(comment.thread.kind, host, parent=comment)


def _require_writable(kind: str, host: Any, visitor: Visitor) -> None:
    known = hosts.get(kind)
    if not known.is_open(host):
        raise Http404
    if not known.may_write(host, visitor):
        raise PermissionDenied


def visible_host(kind: str, pk: int, visitor: Visitor) -> Any:
    host = kinds.load_visible(kind, pk, visitor) if hosts.find(kind) else None
    if host is None:
        raise Http404
    return host


def visible_comment(pk: int, visitor: Visitor) -> Comment:
    """A comment as itself, or its stub where the visitor sees the host."""
    rows = Comment.objects.seen_by(visitor).select_related(
        "thread", "author", "department", "decision", "parent", *hosts.related()
    )
    comment: Comment | None = rows.filter(pk=pk).first()
    if comment is None:
        raise Http404
    return comment
