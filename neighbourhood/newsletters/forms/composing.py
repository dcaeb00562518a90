from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.addresses import LinkField
from commons.days import day_field
from neighbourhood.newsletters.models.items import LONGEST_NEWS_TITLE
from neighbourhood.newsletters.models.newsletters import LONGEST_TITLE
from neighbourhood.newsletters.services.editing import Head, News

LONGEST_INTRO = 4_000
LONGEST_TEXT = 1_200
MARKDOWN = _("Fett wird **so** geschrieben. Listen beginnen mit „- “.")


class DaysForm(forms.Form):
    """From which days a new Rundbrief tells."""

    period_from = day_field(label=_("Vom"))
    period_to = day_field(label=_("Bis"))

    @property
    def days(self) -> tuple[Any, Any]:
        return self.cleaned_data["period_from"], self.cleaned_data["period_to"]


class HeadForm(DaysForm):
    """What stands above the pieces."""

    field_order = ("title", "intro", "period_from", "period_to", "version")
    title = forms.CharField(
        label=_("Überschrift"),
        max_length=LONGEST_TITLE,
        help_text=_("Steht im Betreff der Mail, hinter dem Namen des Stadtteils."),
    )
    intro = forms.CharField(
        label=_("Einleitung"),
        max_length=LONGEST_INTRO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=MARKDOWN,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    @property
    def head(self) -> Head:
        return Head(**self.cleaned_data)


class WordsForm(forms.Form):
    """A piece in one's own words."""

    text = forms.CharField(
        label=_("Eigene Worte"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Bleibt das Feld leer, steht dort der Text der Seite."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class NewsForm(forms.Form):
    """News that no other page tells."""

    title = forms.CharField(label=_("Überschrift"), max_length=LONGEST_NEWS_TITLE)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=MARKDOWN,
    )
    link = LinkField(
        label=_("Link"),
        max_length=500,
        required=False,
        help_text=_("Die ganze Adresse, zum Beispiel https://www.berlin.de/."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    @property
    def news(self) -> News:
        values = self.cleaned_data
        return News(title=values["title"], text=values["text"], link=values["link"])


class PieceForm(forms.Form):
    """One of the buttons beside a piece."""

    IN, OUT, UP, DOWN, REMOVE = "rein", "raus", "hoch", "runter", "weg"
    action = forms.ChoiceField(
        choices=[(name, name) for name in (IN, OUT, UP, DOWN, REMOVE)]
    )
