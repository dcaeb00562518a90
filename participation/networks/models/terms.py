from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.terms.models import Terms

LEAST_QUIET, MOST_QUIET = 30, 730
LEAST_ANSWER, MOST_ANSWER = 7, 180


class NetworkTerms(Terms):
    """When a quiet network is asked whether it goes on, and when the SPK looks."""

    quiet_days = models.PositiveSmallIntegerField(
        _("Ein stilles Netzwerk fragen wir nach so vielen Tagen"), default=183
    )
    answer_days = models.PositiveSmallIntegerField(
        _("Ohne Antwort sieht die SPK es nach so vielen Tagen unter „Heute“"),
        default=30,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_days__gte=LEAST_QUIET, quiet_days__lte=MOST_QUIET),
                name="networkterms_quiet_in_range",
            ),
            models.CheckConstraint(
                condition=Q(
                    answer_days__gte=LEAST_ANSWER, answer_days__lte=MOST_ANSWER
                ),
                name="networkterms_answer_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"quiet after {self.quiet_days} days, then {self.answer_days}"
