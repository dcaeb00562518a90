"""Forms of the table of rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.forms.fields import WordsField
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import active_topics
from neighbourhood.regions.models import Region
from participation.referrals.enums import SiteKind
from participation.referrals.models import Rule
from participation.referrals.models.routing import LONGEST_NOTE

CHECKBOXES = forms.CheckboxSelectMultiple


class RuleForm(forms.ModelForm):
    """One line of the table; what is left empty asks for nothing."""

    words = WordsField(required=False, max_length=2_000)
    region_keys = forms.MultipleChoiceField(
        label=_("Stadtteile"), required=False, widget=CHECKBOXES
    )
    topic_keys = forms.MultipleChoiceField(
        label=_("Themen"), required=False, widget=CHECKBOXES
    )
    site_kinds = forms.MultipleChoiceField(
        label=_("Art des Ortes"),
        required=False,
        widget=CHECKBOXES,
        choices=SiteKind.choices,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    class Meta:
        model = Rule
        fields = [
            "department",
            "topic_keys",
            "site_kinds",
            "words",
            "is_title_only",
            "region_keys",
            "valid_from",
            "valid_until",
            "source",
        ]
        widgets = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "valid_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "source": _("Woher man weiß, wer zuständig ist: Gesetz, Absprache, Amt."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule: Rule = self.instance
        self._choices("region_keys", _regions(), rule.region_keys)
        self._choices("topic_keys", _topics(), rule.topic_keys)
        departments = Department.objects.receiving()
        if rule.department_id is not None:
            departments |= Department.objects.filter(pk=rule.department_id)
        self.fields["department"].queryset = departments.order_by("sort_key", "pk")  # type: ignore[attr-defined]  # the stubs know only Field
        self.fields["department"].empty_label = _("Bitte wählen")  # type: ignore[attr-defined]  # likewise
        self.fields["version"].initial = rule.version if rule.pk else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", _("Das Ende liegt vor dem Anfang."))
        if cleaned.get("is_title_only") and not cleaned.get("words"):
            self.add_error("words", _("Welche Wörter sollen im Titel stehen?"))
        return cleaned

    def _choices(
        self, name: str, choices: list[tuple[str, str]], kept: list[str]
    ) -> None:
        """What a rule has already stays to be chosen, even if it is gone."""
        known = {key for key, _label in choices}
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = [*choices, *((key, key) for key in kept if key not in known)]


def _regions() -> list[tuple[str, str]]:
    return [(row.key_2021, row.name) for row in Region.objects.order_by("number")]


def _topics() -> list[tuple[str, str]]:
    return [(row.key, row.name) for row in active_topics()]


class RevisionForm(forms.Form):
    """The revision of the draft that somebody has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class MoveForm(RevisionForm):
    to = forms.IntegerField(min_value=1, max_value=1_000)


class VersionForm(forms.Form):
    """The version of the rule that somebody has seen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class PublishForm(RevisionForm):
    note = forms.CharField(
        label=_("Was ist neu?"),
        max_length=LONGEST_NOTE,
        help_text=_("Ein Satz für alle, die später nachlesen."),
    )


class TryForm(forms.Form):
    """A title to try the rules with."""

    probe = forms.CharField(
        label=_("Einen Titel ausprobieren"), max_length=200, required=False
    )
