from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.terms.models import Terms
from participation.notices.enums import Automatic


class NoticeTerms(Terms):
    """When residents hear something, though there is nothing new.

    The usual figures are those of the Gemeinsame Geschäftsordnung für die Berliner
    Verwaltung, Allgemeiner Teil (GGO I) § 33: a receipt after two weeks, an interim
    notice after a month.
    """

    receipt_days = models.PositiveSmallIntegerField(
        _("Noch nicht entschieden: erste Zwischennachricht nach so vielen Tagen"),
        default=14,
    )
    interim_days = models.PositiveSmallIntegerField(
        _("Zwischennachricht, wenn es so viele Tage nichts Neues gab"), default=30
    )
    lead_days = models.PositiveSmallIntegerField(
        _("Entwurf liegt so viele Arbeitstage vorher bereit"), default=2
    )
    grace_days = models.PositiveSmallIntegerField(
        _("Nachfrist in Arbeitstagen"), default=2
    )
    automatic = models.CharField(
        _("Ohne Freigabe geht hinaus"),
        max_length=10,
        choices=Automatic,
        default=Automatic.NONE,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt_days__gte=3, receipt_days__lte=60),
                name="noticeterms_receipt_in_range",
            ),
            models.CheckConstraint(
                condition=Q(interim_days__gte=7, interim_days__lte=90),
                name="noticeterms_interim_in_range",
            ),
            models.CheckConstraint(
                condition=Q(lead_days__lte=10, grace_days__lte=10),
                name="noticeterms_margins_in_range",
            ),
            models.CheckConstraint(
                condition=Q(automatic__in=Automatic.values),
                name="noticeterms_known_automatic",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.interim_days} days"
