from django import forms
from django.utils.translation import gettext_lazy as _

from commons.terms.forms import TermsForm
from neighbourhood.newsletters.models import NewsletterTerms
from neighbourhood.newsletters.models.terms import LONGEST_RHYTHM

AS_THE_HOUSE = ""
CHOICES = [
    (AS_THE_HOUSE, _("wie im ganzen Bezirk")),
    ("2", _("alle 2 Wochen")),
    ("4", _("alle 4 Wochen")),
    ("6", _("alle 6 Wochen")),
    ("8", _("alle 8 Wochen")),
    ("13", _("alle 3 Monate")),
    ("26", _("alle halben Jahre")),
    ("0", _("ohne festen Abstand: niemand wird erinnert")),
]


class RhythmForm(forms.Form):
    weeks = forms.TypedChoiceField(
        label=_("Wie oft soll ein Rundbrief erscheinen?"),
        choices=CHOICES,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class NewsletterTermsForm(TermsForm):
    ranges = {"rhythm_weeks": (1, LONGEST_RHYTHM)}

    class Meta:
        model = NewsletterTerms
        fields = ["rhythm_weeks", "needs_second_person"]
        help_texts = {
            "rhythm_weeks": _(
                "Ist der letzte Rundbrief älter, steht der Stadtteil bei den "
                "Zuständigen auf der Seite „Heute“."
            ),
            "needs_second_person": _(
                "Wer einen Rundbrief begonnen oder zuletzt geändert hat, gibt ihn dann "
                "nicht selbst frei."
            ),
        }
