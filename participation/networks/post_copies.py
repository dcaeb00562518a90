"""What can be blackened in posts, and where copies of their words lie."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies
from commons.blackening import Blackening
from commons.copies import About
from participation.discussion.models import Comment
from participation.moderation.models import Moderated
from participation.moderation.redacting import Redacting, Words
from participation.networks.models import (
    MeetingDecision,
    MeetingTask,
    Post,
    PostDocument,
    PostSnapshot,
)

MOST_NEAR = 200


def register() -> None:
    copies.register("networks.Post", ("title", "text"), _posts)
    copies.register("networks.PostSnapshot", ("content",), _snapshots)
    copies.register("networks.PostDocument", ("title",), _documents)
    copies.register("networks.MeetingDecision", ("text",), _decisions)
    copies.register("networks.MeetingTask", ("text",), _tasks)


def _words(post: Post) -> list[Words]:
    decisions = "\n".join(post.decisions.values_list("text", flat=True))
    tasks = "\n".join(post.tasks.values_list("text", flat=True))
    found = [
        Words("titel", _("Überschrift"), post.title),
        Words("text", _("Beitrag"), post.text),
        Words("beschluesse", _("Beschlüsse"), decisions),
        Words("aufgaben", _("Aufgaben"), tasks),
    ]
    return [each for each in found if each.text]


def _near(post: Post) -> Iterator[Moderated]:
    """What is said under it may quote it."""
    if post.thread_id is not None:
        yield from Comment.objects.filter(thread=post.thread_id)[:MOST_NEAR]


def _posts(about: About, _black: Blackening) -> QuerySet:
    return Post.objects.filter(pk__in=about.of("network_post"))


def _snapshots(about: About, _black: Blackening) -> QuerySet:
    return PostSnapshot.objects.filter(target__in=about.of("network_post"))


def _documents(about: About, _black: Blackening) -> QuerySet:
    return PostDocument.objects.filter(post__in=about.of("network_post"))


def _decisions(about: About, _black: Blackening) -> QuerySet:
    return MeetingDecision.objects.filter(post__in=about.of("network_post"))


def _tasks(about: About, _black: Blackening) -> QuerySet:
    return MeetingTask.objects.filter(post__in=about.of("network_post"))


POST = Redacting(words=_words, near=_near)
