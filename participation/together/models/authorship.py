from django.conf import settings
from django.db import models
from django.db.models import Q

from participation.ideas.models import Idea
from participation.together.models.partner import Partnered, PartnerQuerySet


class Authorship(Partnered):
    """An idea that somebody wrote for an actor or a network.

    It begins with the draft (`draft_key`), before there is an idea.
    """

    draft_key = models.UUIDField(unique=True)
    idea = models.OneToOneField(
        Idea,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="authorship",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    begun_at = models.DateTimeField()

    objects = PartnerQuerySet.as_manager()

    class Meta(Partnered.Meta):
        indexes = [
            models.Index(
                fields=["network", "-id"],
                condition=Q(network__isnull=False, idea__isnull=False),
                name="authorship_of_network",
            ),
            models.Index(
                fields=["actor", "-id"],
                condition=Q(actor__isnull=False, idea__isnull=False),
                name="authorship_of_actor",
            ),
            models.Index(
                fields=["begun_at"],
                condition=Q(idea__isnull=True),
                name="authorship_not_written",
            ),
        ]

    def __str__(self) -> str:
        return f"authorship {self.pk}"
