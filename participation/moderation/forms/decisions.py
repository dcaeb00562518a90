from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.moderation.desk import DeskKind
from participation.moderation.enums import Reason, Verdict
from participation.moderation.models import TextModule

# What the moderator presses: decide, look at the letter first, take a text module.
DECIDE, PREVIEW, INSERT = "entscheiden", "vorschau", "baustein"
LONGEST_TEXT = 4_000
FIELD_OF_RULE = {
    "reason_missing": "reason",
    "text_missing": "text",
    "merge_target": "merge_number",
    "verdict": "verdict",
}
# Three families of reasons: another way, our rules, please change.
FAMILIES = (
    (_("Ein anderer Weg"), (Reason.DEFECT, Reason.NOT_IN_DISTRICT, Reason.DUPLICATE)),
    (
        _("Regeln"),
        (
            Reason.PERSONAL_DATA,
            Reason.INSULT,
            Reason.ADVERTISING,
            Reason.PARTY_POLITICAL,
            Reason.UNLAWFUL,
        ),
    ),
    (_("Bitte ändern"), (Reason.UNCLEAR,)),
    (_("Sonst"), (Reason.OTHER,)),
)


def reason_choices() -> list[tuple[Any, Any]]:
    groups = [
        (family, [(reason.value, reason.label) for reason in reasons])
        for family, reasons in FAMILIES
    ]
    return [("", _("Bitte wählen")), *groups]


class DecisionForm(forms.Form):
    """Shapes only; which verdict fits, and what it needs, the service decides."""

    verdict = forms.ChoiceField(label=_("Entscheidung"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Grund"), required=False)
    module = forms.ModelChoiceField(
        label=_("Textbaustein"), queryset=TextModule.objects.none(), required=False
    )
    text = forms.CharField(
        label=_("Ihre Worte an die Person"),
        help_text=_("Geht so in die Mail. Der Grund steht von selbst darüber."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    merge_number = forms.CharField(
        label=_("Zusammenführen mit Nummer"),
        help_text=_("Dieser Beitrag bleibt stehen und bekommt die Unterstützung."),
        widget=forms.TextInput(
            attrs={"list": "aehnliche", "autocomplete": "off", "inputmode": "text"}
        ),
        max_length=20,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(
        self,
        *args: Any,
        verdicts: tuple[Verdict, ...],
        desk_kind: DeskKind,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.desk_kind = desk_kind
        self._offer("verdict", [(each.value, each.label) for each in verdicts])
        self._offer("reason", reason_choices())
        module = self.fields["module"]
        assert isinstance(module, forms.ModelChoiceField)  # noqa: S101 -- for the types
        module.queryset = TextModule.objects.filter(is_active=True)
        module.empty_label = str(_("ohne"))

    def _offer(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- for the types
        field.choices = choices

    def clean_merge_number(self) -> Any:
        number = self.cleaned_data["merge_number"].strip()
        return self.desk_kind.by_number(number) if number else None

    def add_violation(self, violation: RuleViolation) -> None:
        """Show a rule's no at the field it is about."""
        self.add_error(FIELD_OF_RULE.get(violation.code), str(violation.message))

    @property
    def ruling(self) -> dict[str, Any]:
        """The cleaned form as the arguments of `decide`."""
        cleaned = self.cleaned_data
        is_merge = cleaned["verdict"] == Verdict.MERGE
        return {
            "verdict": cleaned["verdict"],
            "reason": cleaned["reason"],
            "text": cleaned["text"],
            "version": cleaned["version"],
            "merge_into": cleaned["merge_number"] if is_merge else None,
        }


class InsertForm(forms.Form):
    """Puts a text module into the words; the rest stays as it was typed."""

    module = forms.ModelChoiceField(TextModule.objects.filter(is_active=True))
    text = forms.CharField(required=False, max_length=LONGEST_TEXT)
    reason = forms.CharField(required=False)

    def applied_to(self, typed: dict[str, Any]) -> dict[str, Any]:
        """What was typed with the module behind the words, or unchanged."""
        if not self.is_valid():
            return typed
        module, text = self.cleaned_data["module"], self.cleaned_data["text"].strip()
        is_there = module.text.strip() in text
        words = text if is_there else f"{text}\n\n{module.text}".strip()
        reason = self.cleaned_data["reason"] or module.reason
        return {**typed, "text": words, "reason": reason}
