import uuid
from typing import Self

from django.db import models
from django.db.models import Case, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.snapshots import Snapshot
from neighbourhood.departments.models import Department
from participation.discussion.enums import Mark
from participation.discussion.models.thread import Thread, hosted_visibly
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates

FIRST, REPLY = 1, 2
# What was public once keeps its place: as itself, or as a stub for a decision.
# What its author took back leaves one only where others have answered.
STUBS = (Publication.HIDDEN, Publication.REMOVED, Publication.DECLINED)


class CommentQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """Published ones of hosts one may see; one's own; and what one moderates."""
        own = Q(author_id=visitor.user_id) if visitor.user_id else Q(pk__in=[])
        return self.filter(
            hosted_visibly(visitor, "thread__"),
            Q(publication=Publication.PUBLISHED) | own | moderates(visitor),
        )

    def standing(self) -> Self:
        """What has a place on the page: published comments, and stubs."""
        taken_down = Q(publication__in=STUBS)
        missed = Q(publication=Publication.WITHDRAWN, reply_count__gt=0)
        return self.filter(
            Q(publication=Publication.PUBLISHED) | taken_down | missed,
            published_at__isnull=False,
        )

    def seen_by(self, visitor: Visitor) -> Self:
        """What `visible_to` gives, and the stubs of what is gone."""
        visible = self.visible_to(visitor)
        stubs = self.standing().filter(hosted_visibly(visitor, "thread__"))
        return visible | stubs

    def first_level(self) -> Self:
        return self.filter(parent__isnull=True)


class Comment(Moderated):
    """What somebody says in a thread, or answers to such a comment.

    There are two levels: the database refuses an answer to an answer, and one in
    another thread (migration 0002). `reply_count` counts published answers; services
    keep it. `origin` is the thread it was written in, if a merge carried it here.
    """

    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="comments"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        db_constraint=False,
    )
    level = models.GeneratedField(
        expression=Case(When(parent__isnull=True, then=Value(FIRST)), default=REPLY),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    parent_level = models.GeneratedField(
        expression=Case(
            When(parent__isnull=False, then=Value(FIRST)),
            default=Value(None),
            output_field=models.PositiveSmallIntegerField(),
        ),
        output_field=models.PositiveSmallIntegerField(null=True),
        db_persist=True,
    )
    origin = models.ForeignKey(
        Thread, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    text = models.TextField(_("Kommentar"))
    mark = models.CharField(max_length=10, choices=Mark, blank=True, default=Mark.NONE)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_count = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["thread", "published_at", "id"],
                condition=Q(parent__isnull=True, published_at__isnull=False),
                name="comment_in_thread",
            ),
            models.Index(
                fields=["thread", "reply_count", "id"],
                condition=Q(parent__isnull=True, published_at__isnull=False),
                name="comment_most_answered",
            ),
            models.Index(
                fields=["parent", "published_at", "id"],
                condition=Q(parent__isnull=False, published_at__isnull=False),
                name="comment_replies",
            ),
            models.Index(
                fields=["thread", "published_at"],
                condition=Q(publication="published"),
                name="comment_new_in_thread",
            ),
            models.Index(fields=["author", "-id"], name="comment_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["id", "thread", "level"], name="comment_place"
            ),
            models.CheckConstraint(
                condition=Q(mark="amt", department__isnull=False)
                | (~Q(mark="amt") & Q(department__isnull=True)),
                name="comment_amt_is_named",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_has_words"),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("discussion:comment-show", args=[self.pk])

    @property
    def anchor(self) -> str:
        return f"kommentar-{self.pk}"

    @property
    def is_reply(self) -> bool:
        return self.parent_id is not None

    @property
    def is_stub(self) -> bool:
        """It was public and is not now: its words are gone, its place stays."""
        return not self.is_public and self.published_at is not None


class CommentSnapshot(Snapshot):
    target = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="snapshots"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="commentsnapshot_once_per_version"
            ),
        ]
