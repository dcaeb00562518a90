"""What a department says to the rows of a bundle: each, or many the same."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _now, gettext_lazy as _

from commons.text import normalise
from neighbourhood.departments.forms.speaking import SpokenForm
from neighbourhood.departments.models import Department
from participation.bundles import answer_words
from participation.bundles.answer_words import LABELS, RETURN
from participation.bundles.enums import RowWay
from participation.bundles.forms.answering_fields import (
    AnswerChoice,
    UntilField,
    YesField,
)
from participation.ideas.enums import Outcome
from participation.referrals import promises
from participation.referrals.enums import PromiseKind, ReturnReason
from participation.referrals.forms.fields import EuroField
from participation.referrals.forms.responding import LONGEST_TEXT
from participation.referrals.models import Referral
from participation.referrals.services.responding import Said

LONGEST_KEY = 18


class Departments:
    """Those that a row may be sent on to, by name or short name; one query."""

    def __init__(self) -> None:
        self.rows = list(Department.objects.receiving().order_by("sort_key", "pk"))

    @cached_property
    def _by_name(self) -> dict[str, Department]:
        names = {normalise(row.short_name): row for row in self.rows}
        return names | {normalise(row.name): row for row in self.rows}

    def named(self, words: str) -> Department | None:
        return self._by_name.get(normalise(words))


class RowForm(forms.Form):
    """One row; what it says is read alike from the page and from the sheet."""

    answer = AnswerChoice(label=LABELS["answer"], required=False)
    text = forms.CharField(
        label=LABELS["text"], max_length=LONGEST_TEXT, required=False
    )
    until = UntilField(label=LABELS["until"], max_length=40, required=False)
    costs = EuroField(label=LABELS["costs"])
    names_costs = YesField(label=LABELS["names_costs"], required=False)
    suggested = forms.CharField(
        label=LABELS["suggested"], max_length=160, required=False
    )

    def __init__(
        self, words: Mapping[str, str], *, referral: Referral, known: Departments
    ) -> None:
        super().__init__(dict(words))
        self.words = words
        self.referral = referral
        self.known = known

    @property
    def is_filled(self) -> bool:
        return answer_words.is_filled(self.words)

    @property
    def is_answered(self) -> bool:
        """Nothing is wrong with it, and it says something."""
        return self.is_valid() and bool(self.cleaned_data["answer"])

    @property
    def is_return(self) -> bool:
        return str(self.cleaned_data["answer"]).startswith(RETURN)

    @property
    def return_reason(self) -> ReturnReason:
        return ReturnReason(self.cleaned_data["answer"].removeprefix(RETURN))

    @property
    def answer_label(self) -> str:
        return str(answer_words.answers().get(self.cleaned_data["answer"], ""))

    @property
    def promise(self) -> str:
        until = self.cleaned_data["until"]
        return promises.in_words(*until) if until else ""

    @property
    def fault(self) -> str:
        """All that is wrong with it, in one line."""
        found = (
            f"{LABELS[name]}: {message}" if name in LABELS else str(message)
            for name, messages in self.errors.items()
            for message in messages
        )
        return " ".join(found)

    def said(self, speech: "SpeechForm") -> Said:
        cleaned = self.cleaned_data
        kind, last_day = cleaned["until"] or (PromiseKind.DAY, None)
        return Said(
            text=cleaned["text"],
            outcome=Outcome(cleaned["answer"]),
            promised_on=last_day,
            promise_kind=kind,
            reference=speech.cleaned_data["reference"],
            costs=cleaned["costs"],
            may_name_costs=cleaned["names_costs"] and cleaned["costs"] is not None,
            spoken=speech.spoken,
        )

    def clean_suggested(self) -> Department | None:
        words = self.cleaned_data["suggested"].strip()
        if not words:
            return None
        found = self.known.named(words)
        if found is None:
            message = _("Dieses Amt kennen wir nicht. Bitte wählen Sie aus der Liste.")
            raise forms.ValidationError(message, code="unknown_department")
        if found.pk == self.referral.department_id:
            raise forms.ValidationError(_("Das ist Ihr eigenes Amt."), code="own")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        answer = cleaned.get("answer")
        if answer is None or not self.is_filled:
            return cleaned
        if not answer:
            self.add_error("answer", _now("Bitte wählen Sie, was daraus wird."))
        elif answer.startswith(RETURN):
            self._check_return(cleaned)
        else:
            self._check_statement(cleaned)
        return cleaned

    def _check_return(self, cleaned: dict[str, Any]) -> None:
        if self.return_reason == ReturnReason.OTHER and not cleaned.get("text"):
            self.add_error("text", _now("Bitte nennen Sie den Grund."))
        for name in ("until", "costs"):
            if cleaned.get(name) is not None:
                message = _now("Das gehört zu keiner Rückgabe. Bitte leer lassen.")
                self.add_error(name, message)

    def _check_statement(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", _now("Bitte schreiben Sie ein paar Worte dazu."))
        if cleaned.get("suggested"):
            message = _now("Ein anderes Amt nennen Sie nur bei einer Rückgabe.")
            self.add_error("suggested", message)


class SpeechForm(SpokenForm):
    """Who answers: asked once for all rows."""

    needs_name = True
    reference = forms.CharField(
        label=_("Ihr Geschäftszeichen"), max_length=60, required=False
    )


class SheetForm(forms.Form):
    """A table that comes back; its size is looked at before anything is read."""

    sheet = forms.FileField(
        label=_("Ausgefüllte Tabelle"),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx"},
        ),
        error_messages={
            "required": _("Bitte wählen Sie die ausgefüllte Tabelle."),
            "empty": _("Diese Datei ist leer."),
        },
    )


class RowsForm(forms.Form):
    """What the page before showed, on its way to be taken in: words by referral."""

    rows = forms.JSONField(widget=forms.HiddenInput)
    way = forms.ChoiceField(choices=RowWay, widget=forms.HiddenInput)

    def clean_rows(self) -> dict[int, answer_words.Words]:
        posted = self.cleaned_data["rows"]
        if not isinstance(posted, dict):
            message = _("Das können wir nicht lesen. Bitte noch einmal.")
            raise forms.ValidationError(message, code="rows")
        return {
            int(pk): {
                # Half of a pair of surrogates is no letter, and no database takes it.
                name: value.encode(errors="ignore").decode()
                for name, value in words.items()
                if name in answer_words.FIELDS and isinstance(value, str)
            }
            for pk, words in posted.items()
            if pk.isdecimal() and len(pk) <= LONGEST_KEY and isinstance(words, dict)
        }
