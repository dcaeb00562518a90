from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from commons.terms.models import Terms


class PoolTerms(Terms):
    """How long entries stand, when their people are asked, how long a house has."""

    lasting_days = models.PositiveSmallIntegerField(
        _("Tage, die ein Angebot oder Gesuch steht"),
        default=180,
        validators=[MinValueValidator(30), MaxValueValidator(730)],
    )
    ask_days = models.PositiveSmallIntegerField(
        _("Tage vor dem Ende, an denen wir fragen"),
        default=14,
        validators=[MinValueValidator(3), MaxValueValidator(28)],
    )
    answer_days = models.PositiveSmallIntegerField(
        _("Tage, nach denen eine unbeantwortete Anfrage verfällt"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(30)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lasting_days__gte=30, lasting_days__lte=730),
                name="poolterms_lasting_in_range",
            ),
            models.CheckConstraint(
                condition=Q(ask_days__gte=3, ask_days__lte=28),
                name="poolterms_ask_in_range",
            ),
            models.CheckConstraint(
                condition=Q(answer_days__gte=1, answer_days__lte=30),
                name="poolterms_answer_in_range",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Einträge stehen %(lasting)s Tage; Anfragen verfallen nach %(answer)s Tagen"
        ) % {"lasting": self.lasting_days, "answer": self.answer_days}
