from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _, gettext_noop

from commons.terms.models import Terms

LONGEST_RULE = 400


class ConductTerms(Terms):
    """What may stand in a profile, and what more holds before an election.

    The words are the house's own, shown above the form and to the desk. Those it begins
    with are in the catalogues; what somebody writes instead stays German.
    """

    rule_text = models.CharField(
        _("Was in einem Profil stehen darf"),
        max_length=LONGEST_RULE,
        default=gettext_noop(
            "Hier stellen sich Initiativen, Vereine, Einrichtungen und Läden vor, die "
            "etwas für die Nachbarschaft tun. Werbung für Waren und Preise gehört "
            "nicht hierher. Parteien und Wählergruppen sind keine Akteure."
        ),
    )
    election_text = models.CharField(
        _("Was vor einer Wahl zusätzlich gilt"),
        max_length=LONGEST_RULE,
        default=gettext_noop(
            "Vor der Wahl gilt: keine Wahlwerbung, keine Auftritte von Kandidierenden "
            "und keine Veranstaltungen von oder für Parteien."
        ),
    )
    election_from = models.DateField(
        _("Wahlzeit von"), null=True, blank=True, help_text=_("Leer: keine Wahlzeit.")
    )
    election_until = models.DateField(_("Wahlzeit bis"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(election_from__isnull=True, election_until__isnull=True)
                | Q(
                    election_from__isnull=False,
                    election_until__isnull=False,
                    election_until__gte=F("election_from"),
                ),
                name="conductterms_election_is_a_span",
            ),
        ]

    def __str__(self) -> str:
        return f"conduct terms {self.pk}"

    def is_election_time(self, day: date) -> bool:
        if self.election_from is None or self.election_until is None:
            return False
        return self.election_from <= day <= self.election_until
