from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.days import day_field
from commons.terms.forms import TermsForm
from participation.actors.models import ConductTerms


class ConductTermsForm(TermsForm):
    election_from = day_field(
        label=_("Wahlzeit von"), required=False, help_text=_("Leer: keine Wahlzeit.")
    )
    election_until = day_field(label=_("Wahlzeit bis"), required=False)

    class Meta:
        model = ConductTerms
        fields = ["rule_text", "election_text", "election_from", "election_until"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("election_from"), cleaned.get("election_until")
        if (first is None) != (last is None):
            self.add_error("election_until", _("Bitte nennen Sie beide Tage."))
        elif first and last and last < first:
            message = _("Die Wahlzeit endet vor ihrem Anfang.")
            self.add_error("election_until", message)
        return cleaned
