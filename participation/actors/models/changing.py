from typing import Self

from django.db import models
from django.db.models import Q

from commons.accounts.visitors import Visitor
from commons.files.models import StoredFile
from participation.actors.models.actor import Actor, actor_ids
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates


class ActorChangeQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> Self:
        """The actor's own people, whoever wrote it, and who moderates there."""
        own = Q(actor_id__in=actor_ids(visitor))
        if visitor.user_id:
            own |= Q(author_id=visitor.user_id)
        return self.filter(own | moderates(visitor))


class ActorChange(Moderated):
    """A new version of a public profile whose actor nobody has vouched for yet.

    The desk reads it first; the profile stays as it is until then. `content` is what a
    snapshot holds, `logo` keeps the picture it names.
    """

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="changes")
    content = models.JSONField()
    logo = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ActorChangeQuerySet.as_manager()

    class Meta(Moderated.Meta):
        constraints = [
            *Moderated.Meta.constraints,
            models.UniqueConstraint(
                fields=["actor"],
                condition=Q(publication="submitted"),
                name="actorchange_one_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"change {self.pk} of {self.actor_id}"

    def get_absolute_url(self) -> str:
        return self.actor.get_absolute_url()
