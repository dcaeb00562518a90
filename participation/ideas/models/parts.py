from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.files.models import StoredFile
from commons.snapshots import Snapshot
from participation.ideas.models.idea import Idea
from participation.ideas.models.merging import Merge


class IdeaSnapshot(Snapshot):
    target = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="snapshots")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "version"], name="ideasnapshot_once_per_version"
            ),
        ]


class IdeaImage(models.Model):
    """A picture of an idea's version; the file itself is private and guarded."""

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="images")
    stored_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="+"
    )
    alt_text = models.CharField(_("Bildbeschreibung"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["idea", "position"], name="ideaimage_position_once"
            ),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=5),
                name="ideaimage_at_most_five",
            ),
        ]

    def __str__(self) -> str:
        return f"image {self.position} of {self.idea_id}"


class Support(models.Model):
    """One person supports one idea, once.

    `merge` is set on votes that came with another idea and leave with it.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="supports")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supports"
    )
    supported_at = models.DateTimeField()
    merge = models.ForeignKey(
        Merge,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="carried",
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["merge"],
                condition=Q(merge__isnull=False),
                name="support_merge",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["idea", "user"], name="support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} supports {self.idea_id}"
