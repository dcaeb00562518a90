import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates
from participation.together.models.undertaking import Undertaking

LONGEST_REPORT = 3_000


class ProgressQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """Those everybody reads; one's own; and what one moderates."""
        shown = Undertaking.objects.shown().values("pk")
        public = Q(publication=Publication.PUBLISHED, undertaking__in=shown)
        own = Q(author_id=visitor.user_id) if visitor.user_id else Q(pk__in=[])
        return self.filter(public | own | moderates(visitor))


class Progress(Moderated):
    """How it goes, told by those who do it; the last one may say that it is done.

    `draft_id` is the key of the form, so that a double click tells once.
    """

    undertaking = models.ForeignKey(
        Undertaking, on_delete=models.CASCADE, related_name="reports"
    )
    text = models.TextField(_("Wie es läuft"), max_length=LONGEST_REPORT)
    is_last = models.BooleanField(default=False)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = ProgressQuerySet.as_manager()

    class Meta(Moderated.Meta):
        verbose_name_plural = "progress"
        indexes = [
            models.Index(
                fields=["undertaking", "published_at", "id"],
                condition=Q(publication="published"),
                name="progress_of_undertaking",
            ),
            models.Index(fields=["author", "-id"], name="progress_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(text=""), name="progress_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} of undertaking {self.undertaking_id}"

    def get_absolute_url(self) -> str:
        return f"{self.undertaking.idea.get_absolute_url()}#bericht-{self.pk}"
