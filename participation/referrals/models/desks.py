from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from commons.terms.models import Terms
from participation.referrals.models.referral import Referral

LONGEST_NOTE = 4_000


class Assignment(models.Model):
    """Who of the department looks after a case now; nobody is kept on record later."""

    referral = models.OneToOneField(
        Referral, on_delete=models.CASCADE, related_name="assignment"
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    assigned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"assignment of referral {self.referral_id}"


class InternalNote(models.Model):
    """Words among members of a department; the SPK reads only what is marked for it."""

    referral = models.ForeignKey(
        Referral, on_delete=models.PROTECT, related_name="internal_notes"
    )
    text = models.TextField(_("Notiz"))
    is_for_spk = models.BooleanField(_("Auch für die SPK"), default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="internalnote_has_text"),
        ]

    def __str__(self) -> str:
        return f"note on referral {self.referral_id}"

    @property
    def author(self) -> str:
        if self.written_by is None:
            return gettext("ehemaliges Mitglied")
        return self.written_by.display_name or self.written_by.email


class DepartmentTerms(Terms):
    """How far a department may go by itself: its own dates, and links to colleagues."""

    interim_days = models.PositiveSmallIntegerField(
        _("Wie weit ein Zwischenstand höchstens reicht, in Arbeitstagen"), default=40
    )
    interims = models.PositiveSmallIntegerField(
        _("Wie oft ein Amt einen Zwischenstand geben darf"), default=2
    )
    colleagues = models.PositiveSmallIntegerField(
        _("An wie viele Adressen ein Vorgang weitergegeben werden darf"), default=8
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    interim_days__gte=5,
                    interim_days__lte=120,
                    interims__lte=10,
                    colleagues__gte=1,
                    colleagues__lte=30,
                ),
                name="departmentterms_in_range",
            ),
        ]

    def __str__(self) -> str:
        return gettext(
            "Zwischenstände je Vorgang: %(interims)s, höchstens %(days)s Arbeitstage "
            "weit; Links für Kolleg:innen: %(colleagues)s."
        ) % {
            "interims": self.interims,
            "days": self.interim_days,
            "colleagues": self.colleagues,
        }
