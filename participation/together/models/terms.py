from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.terms.models import Terms


class TogetherTerms(Terms):
    """How long one waits for whom, where neighbours do something themselves."""

    ask_days = models.PositiveSmallIntegerField(
        _("So viele Arbeitstage hat die Person Zeit, von der die Idee ist"), default=10
    )
    answer_days = models.PositiveSmallIntegerField(
        _("So viele Arbeitstage hat ein Akteur oder Netzwerk Zeit für die Zusage"),
        default=15,
    )
    report_days = models.PositiveSmallIntegerField(
        _("So viele Tage liegen höchstens zwischen zwei Berichten"), default=90
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ask_days__gte=1, ask_days__lte=60),
                name="togetherterms_ask_in_range",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=60),
                name="togetherterms_answer_in_range",
            ),
            models.CheckConstraint(
                condition=Q(report_days__gte=7, report_days__lte=366),
                name="togetherterms_report_in_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ask_days} and {self.answer_days} working days"
