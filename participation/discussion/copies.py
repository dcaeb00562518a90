"""What can be blackened in comments, and where copies of their words lie."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from participation.discussion.models import Comment, CommentSnapshot, Thread
from participation.moderation import desk
from participation.moderation.models import Moderated
from participation.moderation.redacting import Redacting, Words


def register() -> None:
    copies.register("discussion.Comment", ("text",), _comments)
    copies.register("discussion.CommentSnapshot", ("content",), _snapshots)
    copies.register("discussion.Thread", ("closed_reason",), _threads)


def _near(comment: Comment) -> Iterator[Moderated]:
    """What is talked about, and what stands on its page."""
    host = comment.thread.host
    if not isinstance(host, Moderated):
        return
    yield host
    redacting = desk.of(host).redacting
    if redacting is not None:
        yield from redacting.near(host)


def _comments(about: About, _black: Blackening) -> QuerySet:
    return Comment.objects.filter(pk__in=about.of("comment"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return CommentSnapshot.objects.filter(target__in=about.of("comment"))


def _threads(about: About, black: Blackening) -> QuerySet:
    comments = _comments(about, black)
    return Thread.objects.filter(pk__in=comments.values("thread"))


COMMENT = Redacting(
    words=lambda comment: [Words("text", _("Kommentar"), comment.text)], near=_near
)
