import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from participation.ideas.models.idea import Idea
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates


class AddendumQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """Published ones of public ideas; one's own; and what one moderates."""
        own = Q(author_id=visitor.user_id) if visitor.user_id else Q(pk__in=[])
        is_public = Q(
            publication=Publication.PUBLISHED, idea__publication=Publication.PUBLISHED
        )
        return self.filter(is_public | own | moderates(visitor))


class Addendum(Moderated):
    """What an idea's author adds once it is public; the idea itself stays as it was.

    `draft_id` is the key of the form, so that a double click adds once.
    """

    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="addenda")
    text = models.TextField(_("Ihr Nachtrag"))
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = AddendumQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["idea", "published_at", "id"],
                condition=Q(publication="published"),
                name="addendum_of_idea",
            ),
            models.Index(fields=["author", "-id"], name="addendum_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(publication="submitted"),
                name="addendum_one_waiting_per_idea",
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="addendum_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"addendum {self.pk} of {self.idea_id}"

    def get_absolute_url(self) -> str:
        return f"{self.idea.get_absolute_url()}#nachtrag-{self.pk}"
