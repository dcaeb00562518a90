from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from commons.terms.models import Terms


class RegistrationTerms(Terms):
    """How long a seat is offered, when we remind, how long data are kept."""

    offer_hours = models.PositiveSmallIntegerField(
        _("Stunden, in denen ein frei gewordener Platz bestätigt werden kann"),
        default=24,
        validators=[MinValueValidator(2), MaxValueValidator(168)],
    )
    reminder_hours = models.PositiveSmallIntegerField(
        _("Stunden vor Beginn, zu denen wir erinnern"),
        default=24,
        validators=[MinValueValidator(2), MaxValueValidator(168)],
    )
    keep_days = models.PositiveSmallIntegerField(
        _("Tage nach dem Termin, nach denen Anmeldungen gelöscht werden"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offer_hours__gte=2, offer_hours__lte=168),
                name="registrationterms_offer_in_range",
            ),
            models.CheckConstraint(
                condition=Q(reminder_hours__gte=2, reminder_hours__lte=168),
                name="registrationterms_reminder_in_range",
            ),
            models.CheckConstraint(
                condition=Q(keep_days__gte=1, keep_days__lte=365),
                name="registrationterms_keep_in_range",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Plätze sind %(offer)s Stunden angeboten; Anmeldungen werden %(keep)s "
            "Tage nach dem Termin gelöscht"
        ) % {"offer": self.offer_hours, "keep": self.keep_days}
