from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commons.addresses import LinkField
from commons.errors import RuleViolation
from participation.moderation.desk import DeskKind
from participation.moderation.enums import Family, Verdict
from participation.moderation.models import Moderated, TextModule
from participation.moderation.queries import text_modules
from participation.moderation.queries.ways import Way, way_for
from participation.moderation.reasons import FAMILY_OF, bases, in_families

# What the moderator presses: decide, look at the letter first, take a text module;
# and what the page asks for when another reason is chosen.
DECIDE, PREVIEW, INSERT, FIT = "entscheiden", "vorschau", "baustein", "grund"
LONGEST_TEXT = 4_000
LONGEST_FACTS = 2_000
FIELD_OF_RULE = {
    "reason_missing": "reason",
    "text_missing": "text",
    "basis_missing": "basis",
    "facts_missing": "facts",
    "way": "way_url",
    "merge_target": "merge_number",
    "verdict": "verdict",
}
# What a verdict is called before a reason says whether it is a no at all.
LABELS = {
    Verdict.DECLINE: _("nicht veröffentlichen"),
    Verdict.HIDE: _("verbergen bis zur Entscheidung"),
}
WAY = ("way_text", "way_url", "way_phone")


class ReasonChoice(forms.RadioSelect):
    """Reasons as short words in the frames of their families."""

    template_name = "moderation/_reason_choice.html"


class DecisionForm(forms.Form):
    """Shapes only; which verdict fits, and what it needs, the service decides."""

    verdict = forms.ChoiceField(label=_("Entscheidung"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(
        label=_("Grund"),
        choices=in_families,
        widget=ReasonChoice,
        required=False,
    )
    basis = forms.ChoiceField(
        label=_("Regel oder Gesetz"),
        choices=lambda: [("", _("wie der Grund es sagt")), *bases()],
        required=False,
    )
    way_text = forms.CharField(
        label=_("Wo es weitergeht"),
        help_text=_("Aus Wegweiser und „Was geht?“. Sie können es ändern."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        required=False,
    )
    way_url = LinkField(
        label=_("Link"),
        max_length=400,
        required=False,
    )
    way_phone = forms.CharField(label=_("Telefon"), max_length=40, required=False)
    way_of = forms.CharField(widget=forms.HiddenInput, max_length=30, required=False)
    module = forms.ModelChoiceField(
        label=_("Textbaustein"), queryset=TextModule.objects.none(), required=False
    )
    text = forms.CharField(
        label=_("Ihre Worte an die Person"),
        help_text=_("Gehen so in die Nachricht. Der Grund steht von selbst dabei."),
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
        contribution: Moderated,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.desk_kind = desk_kind
        for name in ("reason", "basis", *WAY):  # "freiwillig" would be wrong
            self.fields[name].is_conditional = True  # type: ignore[attr-defined]  # read by the field template
        verdict = self.fields["verdict"]
        assert isinstance(verdict, forms.ChoiceField)  # noqa: S101 -- for the types
        verdict.choices = [
            (each.value, LABELS.get(each, each.label)) for each in verdicts
        ]
        self.offer = text_modules.offer_for(
            contribution, verdict=self._said("verdict"), reason=self._said("reason")
        )
        self._offer_modules()

    def _said(self, name: str) -> str:
        said = self.data.get(name) if self.is_bound else self.initial.get(name)
        return str(said or "")

    def _offer_modules(self) -> None:
        field = self.fields["module"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- for the types
        field.queryset = TextModule.objects.filter(is_active=True)
        groups = (
            (_("Passend"), self.offer.fitting),
            (_("Alle anderen"), self.offer.others),
        )
        field.choices = [
            ("", _("Baustein wählen")),
            *(
                (name, [(row.pk, _named(row)) for row in rows])
                for name, rows in groups
                if rows
            ),
        ]

    def clean_merge_number(self) -> Any:
        number = self.cleaned_data["merge_number"].strip()
        return self.desk_kind.by_number(number) if number else None

    def leave_words_in_place(self) -> None:
        """Where htmx swaps the fields around them, what is just being typed stays."""
        self.fields["text"].widget.attrs["hx-preserve"] = "true"

    def add_violation(self, violation: RuleViolation) -> None:
        """Show a rule's no at the field it is about."""
        self.add_error(FIELD_OF_RULE.get(violation.code), str(violation.message))

    @property
    def ruling(self) -> dict[str, Any]:
        """The cleaned form as the arguments of `decide`."""
        cleaned = self.cleaned_data
        is_merge = cleaned["verdict"] == Verdict.MERGE
        family = FAMILY_OF.get(cleaned["reason"])
        # Fields that the page hides may still hold what an earlier reason needed.
        way = Way(*(cleaned[name] for name in WAY))
        return {
            "verdict": cleaned["verdict"],
            "reason": cleaned["reason"],
            "text": cleaned["text"],
            "version": cleaned["version"],
            "merge_into": cleaned["merge_number"] if is_merge else None,
            "basis": cleaned["basis"] if family == Family.RULES else "",
            "facts": cleaned["facts"],
            "way": way if family == Family.OTHER_WAY else None,
        }


def fitted(typed: Mapping[str, Any], contribution: Moderated) -> dict[str, Any]:
    """What was typed, with the way that the chosen reason suggests.

    A way that somebody has changed by hand stays.
    """
    reason = str(typed.get("reason", ""))
    way = Way(*(str(typed.get(name, "")) for name in WAY))
    before = way_for(contribution, str(typed.get("way_of", "")))
    if way and way != before:
        return dict(typed)
    fresh = way_for(contribution, reason)
    words = {"way_text": fresh.text, "way_url": fresh.url, "way_phone": fresh.phone}
    return {**typed, **words, "way_of": reason}


class InsertForm(forms.Form):
    """Puts a text module into the words; the rest stays as it was typed."""

    module = forms.ModelChoiceField(TextModule.objects.filter(is_active=True))
    text = forms.CharField(required=False, max_length=LONGEST_TEXT)
    reason = forms.CharField(required=False)

    @classmethod
    def of(cls, typed: Mapping[str, Any]) -> "InsertForm":
        """A module by its own button, or the one of the list."""
        module = typed.get(INSERT) or typed.get("module")
        return cls({**typed, "module": module})

    def applied_to(
        self, typed: dict[str, Any], contribution: Moderated
    ) -> dict[str, Any]:
        """What was typed with the module behind the words, or unchanged."""
        if not self.is_valid():
            return typed
        module, text = self.cleaned_data["module"], self.cleaned_data["text"].strip()
        words = text_modules.filled(module, contribution).strip()
        is_there = words in text
        reason = self.cleaned_data["reason"] or module.reason
        together = text if is_there else f"{text}\n\n{words}".strip()
        return {**typed, "text": together, "reason": reason}


def _named(module: TextModule) -> str:
    """As one reads it in a list of all languages."""
    return f"{module.title} ({module.language})"
