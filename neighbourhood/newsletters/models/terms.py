from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.terms.models import Terms
from neighbourhood.regions.models import Region

LONGEST_RHYTHM = 26


class NewsletterTerms(Terms):
    """How often a Stadtteil hears of itself, and who lets a Rundbrief go."""

    rhythm_weeks = models.PositiveSmallIntegerField(
        _("Ein Rundbrief alle so viele Wochen"), default=4
    )
    needs_second_person = models.BooleanField(
        _("Eine zweite Person gibt frei"), default=False
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm_weeks__gte=1, rhythm_weeks__lte=LONGEST_RHYTHM),
                name="newsletterterms_rhythm_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rhythm_weeks} weeks"


class Rhythm(models.Model):
    """A Stadtteil with a rhythm of its own; 0 weeks: nobody is reminded."""

    region = models.OneToOneField(
        Region, on_delete=models.CASCADE, related_name="newsletter_rhythm"
    )
    weeks = models.PositiveSmallIntegerField(_("Wochen"))
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weeks__lte=LONGEST_RHYTHM), name="rhythm_weeks_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region_id}: {self.weeks} weeks"
