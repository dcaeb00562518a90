from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.terms.models import Terms

LONGEST_REFERENCE = 120


class DurationTerms(Terms):
    """Whether "Wie lange dauert es?" names Ämter: the Bezirksamt decides, not we."""

    shows_departments = models.BooleanField(
        _("Die Zahlen stehen auch nach Ämtern getrennt auf der Seite"), default=False
    )
    decided_on = models.DateField(
        _("Beschluss des Bezirksamts vom"), null=True, blank=True
    )
    reference = models.CharField(
        _("Nummer des Beschlusses"), max_length=LONGEST_REFERENCE, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(shows_departments=False)
                | (Q(decided_on__isnull=False) & ~Q(reference="")),
                name="durationterms_shown_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"duration terms {self.pk}"
