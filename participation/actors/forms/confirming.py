"""What can be answered to "Stimmt das noch?", and the rules for asking."""

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.terms.forms import TermsForm
from participation.actors.models import DirectoryTerms
from participation.actors.models.directory import DAYS, MONTHS, TIMES

TRUE, GONE = "stimmt", "gibt-es-nicht-mehr"


class AnswerForm(forms.Form):
    """Two buttons."""

    antwort = forms.ChoiceField(choices=[(TRUE, TRUE), (GONE, GONE)])

    @property
    def is_gone(self) -> bool:
        return bool(self.cleaned_data["antwort"] == GONE)


class DirectoryTermsForm(TermsForm):
    ranges = {"months": MONTHS, "times": TIMES, "days": DAYS}

    class Meta:
        model = DirectoryTerms
        fields = ["months", "times", "days"]
        help_texts = {
            "months": _("Gezählt wird ab der letzten Bestätigung."),
            "times": _(
                "Bleibt auch die letzte Frage ohne Antwort, geht der Eintrag ins "
                "Archiv. Von dort lässt er sich jederzeit zurückholen."
            ),
        }
