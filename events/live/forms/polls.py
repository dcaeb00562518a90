"""What the moderation asks the hall, and what people answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from events.live.models import LONGEST_OPTION, Poll
from events.live.services.polls import MOST_OPTIONS, PollContent


class PollForm(forms.ModelForm):
    options = forms.CharField(
        label=pgettext_lazy("Umfrage", "Antworten"),
        max_length=MOST_OPTIONS * (LONGEST_OPTION + 2),
        help_text=_("Eine Antwort in jeder Zeile, zum Beispiel: Ja, Nein, Enthaltung."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    field_order = ("question", "plain_line", "options", "kind", "most")

    class Meta:
        model = Poll
        fields = (
            "question",
            "plain_line",
            "kind",
            "most",
            "shows_before_end",
            "may_change",
        )
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = self.fields["most"]
        most.required = False
        most.help_text = _("Nur bei mehreren Antworten; leer heißt: so viele man mag.")
        if self.instance.pk and not self.is_bound:
            labels = self.instance.options.values_list("label", flat=True)
            self.initial.setdefault("options", "\n".join(labels))

    def clean_question(self) -> str:
        return _line(self.cleaned_data["question"])

    def clean_plain_line(self) -> str:
        return _line(self.cleaned_data["plain_line"])

    def clean_options(self) -> list[str]:
        lines = [_line(line) for line in self.cleaned_data["options"].split("\n")]
        options = [line for line in lines if line]
        if any(len(line) > LONGEST_OPTION for line in options):
            raise forms.ValidationError(_("Eine Antwort ist zu lang."))
        return options

    def _post_clean(self) -> None:
        """The service writes and says what does not fit; no row is touched here."""

    @property
    def content(self) -> PollContent:
        cleaned = self.cleaned_data
        options = cleaned["options"]
        return PollContent(
            question=cleaned["question"],
            plain_line=cleaned["plain_line"],
            options=options,
            kind=cleaned["kind"],
            most=cleaned["most"] if cleaned["most"] is not None else len(options),
            shows_before_end=cleaned["shows_before_end"],
            may_change=cleaned["may_change"],
        )


class VoteForm(forms.Form):
    """Keys of options; whether they belong to the poll the service says."""

    antwort = forms.TypedMultipleChoiceField(choices=(), coerce=int, required=False)

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = poll.options.values_list("pk", "label")
        self.fields["antwort"].choices = list(rows)  # type: ignore[attr-defined]  # a ChoiceField


def _line(text: str) -> str:
    return " ".join(text.split())
