from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.terms.models import Terms

MONTHS, TIMES, DAYS = (1, 24), (1, 6), (7, 60)


class DirectoryTerms(Terms):
    """How often an actor is asked whether its entry still holds, and what follows."""

    months = models.PositiveSmallIntegerField(
        _("Nach so vielen Monaten fragen wir, ob ein Eintrag noch stimmt"), default=6
    )
    times = models.PositiveSmallIntegerField(
        _("So oft fragen wir, bevor er ins Archiv geht"), default=3
    )
    days = models.PositiveSmallIntegerField(
        _("So viele Tage liegen zwischen zwei Fragen"), default=14
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(months__range=MONTHS),
                name="directoryterms_months_in_range",
            ),
            models.CheckConstraint(
                condition=Q(times__range=TIMES), name="directoryterms_times_in_range"
            ),
            models.CheckConstraint(
                condition=Q(days__range=DAYS), name="directoryterms_days_in_range"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.months} months, {self.times} times, {self.days} days"
