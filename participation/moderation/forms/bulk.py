import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.moderation.enums import Verdict
from participation.moderation.forms.decisions import (
    FIELD_OF_RULE,
    LABELS,
    LONGEST_FACTS,
    LONGEST_TEXT,
    ReasonChoice,
)
from participation.moderation.models import TextModule
from participation.moderation.placeholders import unknown_in
from participation.moderation.reasons import in_families
from participation.moderation.services.bulk import VERDICTS

# An item and the version of it that a page has shown: "17-2".
_PICK = re.compile(r"(\d{1,18})-(\d{1,9})", re.ASCII)


def picks_in(given: Iterable[str]) -> dict[int, int]:
    """What was ticked, as versions by the ids of items; all else is left out."""
    found = filter(None, map(_PICK.fullmatch, given))
    return {int(match[1]): int(match[2]) for match in found}


class BulkForm(forms.Form):
    """One ruling for many; the versions that were picked stand beside it."""

    verdict = forms.ChoiceField(label=_("Entscheidung"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Grund"), choices=in_families, widget=ReasonChoice, required=False
    )
    module = forms.ModelChoiceField(
        TextModule.objects.filter(is_active=True),
        label=_("Textbaustein"),
        empty_label=_("ohne"),
        required=False,
    )
    text = forms.CharField(
        label=_("Ihre Worte an jede Person"),
        help_text=_(
            "Gehen so in jede Nachricht. {titel} oder {nummer} wird für jeden Beitrag "
            "eingesetzt."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
        required=False,
    )
    facts = forms.CharField(
        label=_("Was genau dazu geführt hat"),
        help_text=_("Für die Begründung. Leer heißt: was der Grund schon sagt."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=LONGEST_FACTS,
        required=False,
    )

    def __init__(self, *args: Any, verdicts: set[Verdict], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].is_conditional = True  # type: ignore[attr-defined]  # read by the field template
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)  # noqa: S101 -- for the types
        verdict.choices = [
            (each.value, LABELS.get(each, each.label))
            for each in VERDICTS
            if each in verdicts
        ]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if unknown := unknown_in(text):
            raise forms.ValidationError(
                _("{%(name)s} kennen wir nicht."), params={"name": unknown[0]}
            )
        return text

    def add_violation(self, violation: RuleViolation) -> None:
        """Show a rule's no at the field it is about."""
        name = FIELD_OF_RULE.get(violation.code)
        self.add_error(name if name in self.fields else None, str(violation.message))

    @property
    def ruling(self) -> dict[str, Any]:
        """The cleaned form as the arguments that each decision shares."""
        names = ("verdict", "reason", "text", "facts")
        return {name: self.cleaned_data[name] for name in names}


class ModuleForm(forms.Form):
    """Puts a text module behind the words; its places are filled for each person."""

    module = forms.ModelChoiceField(TextModule.objects.filter(is_active=True))
    text = forms.CharField(required=False, max_length=LONGEST_TEXT)

    def applied_to(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        if not self.is_valid():
            return dict(typed)
        module, text = self.cleaned_data["module"], self.cleaned_data["text"].strip()
        reason = typed.get("reason") or module.reason
        words = f"{text}\n\n{module.text}".strip()
        return {**typed, "text": words, "reason": reason}
