from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from neighbourhood.regions.models import Region
from participation.moderation.enums import Strength

MOST_ACCEPTED, LONGEST_CLEAN, LONGEST_AGE, RAREST_CHECK = 100, 60, 3650, 1000


class TrustRuleQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(ended_at__isnull=True)


class TrustRule(models.Model):
    """Whose contributions appear at once: one version of a rule, never changed.

    A changed rule is a new version with the same number, so that "Regel 3" on an
    older contribution still says what it said then. `seed` draws the spot checks.
    """

    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=40)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    accepted = models.PositiveSmallIntegerField()
    clean_months = models.PositiveSmallIntegerField()
    account_days = models.PositiveSmallIntegerField(default=0)
    # The strongest hint that may still be there; 0 lets none through.
    strongest_hint = models.PositiveSmallIntegerField(default=Strength.WEAK)
    # Every how many-th is looked at afterwards; 0 is none.
    check_every = models.PositiveSmallIntegerField(default=10)
    seed = models.PositiveBigIntegerField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = TrustRuleQuerySet.as_manager()

    class Meta:
        ordering = ["number", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "version"], name="trustrule_version_once"
            ),
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(ended_at__isnull=True),
                name="trustrule_one_version_counts",
            ),
            models.CheckConstraint(
                condition=Q(accepted__range=(1, MOST_ACCEPTED))
                & Q(clean_months__range=(1, LONGEST_CLEAN))
                & Q(account_days__range=(0, LONGEST_AGE))
                & Q(strongest_hint__range=(0, 3))
                & Q(check_every__range=(0, RAREST_CHECK)),
                name="trustrule_within_bounds",
            ),
        ]

    def __str__(self) -> str:
        name = _("Regel %(number)s") % {"number": self.number}
        if self.version == 1:
            return name
        return _("%(rule)s, Fassung %(version)s") % {
            "rule": name,
            "version": self.version,
        }

    def get_absolute_url(self) -> str:
        return reverse("moderation:trust-edit", args=[self.pk])

    @property
    def is_active(self) -> bool:
        return self.ended_at is None


class TrustPause(models.Model):
    """Somebody whose contributions are read first again, until staff have looked."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    decision = models.ForeignKey(
        "moderation.Decision", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+"
    )
    since = models.DateTimeField(gettext_lazy("seit"))
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at__isnull=True),
                name="trustpause_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False),
                name="trustpause_end_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.user_id}"
