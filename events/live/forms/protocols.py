"""The summary of a protocol, and the idea that a question becomes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.text import as_typed, cut_at_word
from events.live.models import LONGEST_SUMMARY, Protocol, Question
from neighbourhood.departments.queries import active_topics
from neighbourhood.regions.models import Region
from participation.ideas.queries.places import without_place
from participation.ideas.rules import LONGEST_TEXT
from participation.ideas.services.entering import CONSENT, CONSENT_VERSION
from participation.ideas.services.submission import Content

LONGEST_TITLE = 120


class ProtocolForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    summary = forms.CharField(
        label=_("Was besprochen wurde"),
        required=False,
        max_length=LONGEST_SUMMARY,
        help_text=_(
            "Fragen, Umfragen und Tagesordnung stehen von selbst im Protokoll. Hier "
            "steht, was geantwortet und verabredet wurde."
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def clean_summary(self) -> str:
        return as_typed(self.cleaned_data["summary"])


def initial_of(protocol: Protocol | None) -> dict[str, Any]:
    if protocol is None:
        return {"version": 0}
    return {"version": protocol.version, "summary": protocol.summary}


class TurnForm(forms.Form):
    """Beside the words: whether it is allowed, where somebody else's are entered."""

    title = forms.CharField(
        label=_("Titel"),
        max_length=LONGEST_TITLE,
        help_text=_("In einem kurzen Satz, zum Beispiel: Mehr Bänke am Anger"),
    )
    text = forms.CharField(
        label=_("Beschreibung"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    topic = forms.ModelChoiceField(
        active_topics(), label=_("Thema"), empty_label=_("Bitte wählen")
    )
    region = forms.ModelChoiceField(
        Region.objects.all(), label=_("Stadtteil"), empty_label=_("Bitte wählen")
    )
    for_department = forms.BooleanField(
        label=_("Dazu soll ein Amt antworten"),
        required=False,
        help_text=_(
            "Die Idee geht den Weg aller Ideen: Die Redaktion liest sie, die SPK "
            "leitet sie an das Amt weiter."
        ),
    )
    has_consent = forms.BooleanField(
        label=CONSENT[CONSENT_VERSION],
        error_messages={
            "required": _("Ohne Einverständnis können wir die Idee nicht aufnehmen.")
        },
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["has_consent"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_text(self) -> str:
        return as_typed(self.cleaned_data["text"])

    @property
    def content(self) -> Content:
        cleaned = self.cleaned_data
        return Content(
            title=cleaned["title"],
            text=cleaned["text"],
            topic=cleaned["topic"],
            place=without_place(cleaned["region"]),
        )


def idea_from(question: Question) -> dict[str, Any]:
    line = " ".join(question.text.split())
    return {
        "title": cut_at_word(line, LONGEST_TITLE),
        "text": question.text,
        "region": question.room.event.region_id,
    }
