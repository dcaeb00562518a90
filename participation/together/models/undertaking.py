import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from participation.ideas.models import Idea
from participation.together.enums import Consent, State, Way
from participation.together.models.partner import Partnered, PartnerQuerySet
from participation.together.workflow import OPEN, SHOWN

LONGEST_WORDS = 2_000
LONGEST_JOINING = 600


class UndertakingQuerySet(PartnerQuerySet):
    def open(self) -> "UndertakingQuerySet":
        return self.filter(state__in=sorted(OPEN))

    def shown(self) -> "UndertakingQuerySet":
        """What everybody reads under a public idea."""
        known = self.in_public().filter(state__in=sorted(SHOWN))
        return known.filter(idea__publication="published")  # type: ignore[return-value]  # the same class


class Undertaking(Partnered):
    """An idea in the hands of an actor or a network, besides an Amt or instead of one.

    `words` are those of whoever began it: the SPK to the partner, or the partner to the
    author. `next_on` is the day by which the one it waits for is heard; `reminded_on`
    when they were last reminded of it.
    """

    idea = models.ForeignKey(
        Idea, on_delete=models.PROTECT, related_name="undertakings"
    )
    way = models.CharField(max_length=10, choices=Way)
    state = models.CharField(max_length=10, choices=State, default=State.ASKING)
    words = models.TextField(_("Worum es geht"), max_length=LONGEST_WORDS)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    consent = models.CharField(max_length=10, choices=Consent, default=Consent.OPEN)
    consent_at = models.DateTimeField(null=True, blank=True)
    consent_words = models.TextField(_("Ein paar Worte dazu"), blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    joining = models.TextField(
        _("Wo man mitmachen kann"), max_length=LONGEST_JOINING, blank=True
    )
    next_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    ended_reason = models.TextField(_("Grund"), blank=True)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = UndertakingQuerySet.as_manager()

    class Meta(Partnered.Meta):
        ordering = ["-begun_at", "-pk"]
        indexes = [
            models.Index(fields=["idea", "-begun_at"], name="undertaking_of_idea"),
            models.Index(
                fields=["next_on"],
                condition=Q(next_on__isnull=False),
                name="undertaking_next_on",
            ),
            models.Index(
                fields=["network", "-begun_at"],
                condition=Q(network__isnull=False),
                name="undertaking_of_network",
            ),
            models.Index(
                fields=["actor", "-begun_at"],
                condition=Q(actor__isnull=False),
                name="undertaking_of_actor",
            ),
        ]
        constraints = [
            *Partnered.Meta.constraints,
            models.UniqueConstraint(
                fields=["idea", "actor"],
                condition=Q(state__in=sorted(OPEN), actor__isnull=False),
                name="undertaking_open_once_per_actor",
            ),
            models.UniqueConstraint(
                fields=["idea", "network"],
                condition=Q(state__in=sorted(OPEN), network__isnull=False),
                name="undertaking_open_once_per_network",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OPEN)) | Q(next_on__isnull=False),
                name="undertaking_open_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asking", "offered", "running"])
                | Q(ended_at__isnull=False),
                name="undertaking_ended_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["running", "finished", "concluded"])
                | Q(accepted_at__isnull=False),
                name="undertaking_accepted_has_time",
            ),
            models.CheckConstraint(
                condition=Q(consent="open", consent_at__isnull=True)
                | (~Q(consent="open") & Q(consent_at__isnull=False)),
                name="undertaking_consent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "running", "finished", "concluded"])
                | Q(consent__in=["agreed", "own", "unreached"]),
                name="undertaking_goes_on_with_consent",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True)
                | Q(accepted_at__gte=F("begun_at")),
                name="undertaking_accepted_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"undertaking {self.pk} of {self.idea_id}"

    def get_absolute_url(self) -> str:
        return reverse("together:undertaking-show", args=[self.pk])

    @property
    def is_running(self) -> bool:
        return self.state == State.RUNNING

    @property
    def is_over(self) -> bool:
        return self.state not in OPEN
