from django.db import models
from django.db.models import F, Q

from participation.discussion.models.comment import Comment
from participation.discussion.models.thread import Thread


class Carried(models.Model):
    """A comment went from one thread into another with a merge, named by its key."""

    merge_key = models.CharField(max_length=60)
    comment = models.ForeignKey(
        Comment, on_delete=models.CASCADE, related_name="carriages"
    )
    from_thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")
    into_thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["merge_key"], name="carried_merge"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "merge_key"], name="carried_once_per_merge"
            ),
            models.CheckConstraint(
                condition=~Q(from_thread=F("into_thread")) & ~Q(merge_key=""),
                name="carried_elsewhere",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.from_thread_id} -> {self.into_thread_id}"
