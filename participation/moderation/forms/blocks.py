from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.moderation.enums import Reason
from participation.moderation.services.blocks import Sanction

LONGEST_TEXT = 2_000
REASONS = (
    Reason.INSULT,
    Reason.PERSONAL_DATA,
    Reason.SPAM,
    Reason.ADVERTISING,
    Reason.OTHER,
)
WITHOUT_END = "0"
DURATIONS = (
    ("1", _("1 Tag")),
    ("3", _("3 Tage")),
    ("7", _("1 Woche")),
    ("14", _("2 Wochen")),
    ("30", _("30 Tage")),
    ("90", _("90 Tage")),
    ("182", _("ein halbes Jahr")),
    (WITHOUT_END, _("ohne Ende; nach einem halben Jahr wird neu geprüft")),
)


class BlockForm(forms.Form):
    days = forms.ChoiceField(
        label=_("Wie lange?"),
        choices=DURATIONS,
        initial="7",
        help_text=_("So kurz wie möglich. Meist genügt eine Woche."),
    )
    reason = forms.ChoiceField(
        label=_("Grund"), choices=[(each.value, each.label) for each in REASONS]
    )
    facts = forms.CharField(
        label=_("Was ist vorgefallen?"),
        help_text=_(
            "Wann und wo, mit den Nummern der Beiträge. Steht so in der Begründung, "
            "die die Person bekommt."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_TEXT,
    )
    text = forms.CharField(
        label=_("Ihre Worte an die Person"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        required=False,
    )

    @property
    def sanction(self) -> Sanction:
        cleaned: dict[str, Any] = self.cleaned_data
        return Sanction(
            reason=cleaned["reason"],
            facts=cleaned["facts"],
            days=int(cleaned["days"]) or None,
            text=cleaned["text"],
        )


class LiftForm(forms.Form):
    text = forms.CharField(
        label=_("Ihre Worte an die Person"),
        help_text=_("Warum die Sperre vorzeitig endet."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONGEST_TEXT,
        required=False,
    )
