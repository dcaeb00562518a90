import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from commons.snapshots import Snapshot
from participation.actors.models import Actor
from participation.discussion.models import Thread
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.networks.enums import PostKind
from participation.networks.models.network import Network


class PostQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> "PostQuerySet":
        """Published ones of networks the visitor reads, and one's own in them."""
        readable = Q(network__in=Network.objects.read_by(visitor).values("pk"))
        seen = Q(publication=Publication.PUBLISHED)
        if visitor.user_id:
            seen |= Q(author_id=visitor.user_id)
        return self.filter(readable & seen)


class Post(Moderated):
    """What a member says in a network; minutes and results of rounds are posts, too.

    `number` counts the posts of a network without a gap, so that an open page knows
    when it missed one. `actor` is whom the author speaks for.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="posts")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=PostKind, default=PostKind.POST)
    title = models.CharField(_("Überschrift"), max_length=120, blank=True)
    text = models.TextField(_("Beitrag"), max_length=20_000)
    actor = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    met_on = models.DateField(_("Treffen am"), null=True, blank=True)
    pinned_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    thread = models.OneToOneField(
        Thread,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="network_post",
    )
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["network", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="post_newest",
            ),
            models.Index(
                fields=["network", "-pinned_at"],
                condition=Q(publication="published", pinned_at__isnull=False),
                name="post_pinned",
            ),
            models.Index(fields=["author", "-id"], name="post_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["network", "number"], name="post_number_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="post_has_words"),
            models.CheckConstraint(
                condition=~Q(kind="minutes") | Q(met_on__isnull=False),
                name="post_minutes_have_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("networks:post-show", args=[self.pk])


class PostSnapshot(Snapshot):
    target = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="snapshots")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="postsnapshot_once_per_version"
            ),
        ]


class PostDocument(models.Model):
    """A file of a post; seen by whoever sees the post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="documents")
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(_("Was es ist"), max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "position"], name="postdocument_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingDecision(models.Model):
    """What a meeting decided, as its minutes say."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Beschluss"), max_length=500)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "position"], name="meetingdecision_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"decision {self.position} of {self.post_id}"


class MeetingTask(models.Model):
    """What somebody took upon themselves at a meeting, until when."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("Aufgabe"), max_length=300)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meeting_tasks",
        verbose_name=_("Wer"),
    )
    due_on = models.DateField(_("bis"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(done_at__isnull=True, due_on__isnull=False),
                name="meetingtask_due",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "position"], name="meetingtask_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.position} of {self.post_id}"
