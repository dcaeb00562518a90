from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from neighbourhood.regions.models import Region
from participation.moderation.enums import REDIRECTED, Publication
from participation.moderation.models.decisions import Decision
from participation.moderation.workflow import DECIDED


class ModeratedQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(publication=Publication.PUBLISHED)


class Moderated(models.Model):
    """What every contribution carries: who, where, in which state, which version.

    `version` counts versions of the content; counters never bump it.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    publication = models.CharField(
        max_length=20, choices=Publication, default=Publication.SUBMITTED
    )
    version = models.PositiveIntegerField(default=1)
    submitted_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(publication__in=sorted(DECIDED))
                | Q(decision__isnull=False),
                name="%(class)s_leaves_only_by_decision",
            ),
            models.CheckConstraint(
                condition=~Q(publication="published") | Q(published_at__isnull=False),
                name="%(class)s_published_has_time",
            ),
        ]

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def is_redirected(self) -> bool:
        """Not published because it gets further elsewhere: no rejection."""
        is_declined = self.publication == Publication.DECLINED
        return (
            is_declined and self.decision is not None and self.decision.is_redirection
        )

    @property
    def state_key(self) -> str:
        """The publication as a badge shows it."""
        return "redirected" if self.is_redirected else self.publication

    @property
    def state_label(self) -> str:
        if self.is_redirected:
            return str(REDIRECTED)
        return str(Publication(self.publication).label)
