from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.forms.fields import WordsField
from neighbourhood.departments.models import Card, Department
from neighbourhood.departments.queries.departments import active_topics

MARKDOWN = _("Eine Liste beginnt mit „- “, fett wird **so** geschrieben.")


class CardForm(forms.ModelForm):
    """`owners` are the departments one may give the card to."""

    words = WordsField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Card
        fields = [
            "title",
            "topic",
            "department",
            "words",
            "in_short",
            "who_decides",
            "usual_time",
            "usual_cost",
            "district_can",
            "district_cannot",
            "neighbours_can",
            "sources",
            "check_months",
            "is_public",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (
                ("district_can", 4),
                ("district_cannot", 4),
                ("neighbours_can", 4),
                ("sources", 3),
            )
        }
        help_texts = {
            "department": _("Es prüft die Karte und darf sie ändern."),
            "in_short": _(
                "Das Erste, was man liest. Mit „Wer entscheidet“ und „Wie lange“ sind "
                "es die drei Zeilen vor dem Schreiben."
            ),
            "usual_cost": _("Zum Beispiel: 1.500 bis 3.000 Euro mit Einbau"),
            "district_can": MARKDOWN,
            "district_cannot": MARKDOWN,
            "neighbours_can": MARKDOWN,
            "sources": _("Eine Zeile für jede Quelle, gern mit Internetadresse."),
            "check_months": _("So lange gilt die Karte nach einer Prüfung."),
        }

    def __init__(self, *args: Any, may_give_away: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics, owners = self.fields["topic"], self.fields["department"]
        topics.queryset = active_topics()  # type: ignore[attr-defined]  # the stubs know only Field
        if may_give_away:
            owners.queryset = Department.objects.active()  # type: ignore[attr-defined]  # the stubs know only Field
        else:
            del self.fields["department"]
        topics.empty_label = _("Bitte wählen")  # type: ignore[attr-defined]  # the stubs know only Field
        owners.empty_label = _("noch kein Amt")  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["version"].initial = self.instance.version


class CardSearchForm(forms.Form):
    """Which cards of the public list one wants to see."""

    q = forms.CharField(label=_("Wort oder Thema"), max_length=80, required=False)
    thema = forms.ModelChoiceField(
        active_topics(),
        to_field_name="key",
        label=_("Thema"),
        required=False,
        empty_label=_("alle Themen"),
    )
