from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import departments_for, suggested_for
from participation.ideas.models import Idea
from participation.referrals.models import Referral

DEFAULT_NOTE = gettext_lazy(
    "Bitte prüfen Sie, ob und bis wann sich das umsetzen lässt. Wenn es nicht geht, "
    "schreiben Sie uns kurz, warum, und was stattdessen möglich wäre."
)
MOST_WORKING_DAYS = 120
Choices = list[tuple[int | str, str]]


class ReferForm(forms.Form):
    """Who is asked, what for and until when; the suggested department stands first."""

    lead = forms.TypedChoiceField(label=gettext_lazy("Federführend"), coerce=int)
    consulted = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Außerdem um ihre Einschätzung bitten"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cover_note = forms.CharField(
        label=gettext_lazy("Anschreiben"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
        help_text=gettext_lazy("Steht in der Mail und im Dossier, nicht öffentlich."),
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("Frist in Arbeitstagen"),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        required=False,
        help_text=gettext_lazy("Ohne Angabe gilt die Frist des Amtes."),
    )

    def __init__(
        self,
        *args: Any,
        idea: Idea,
        lead: Referral | None,
        returned: Referral | None,
        **kwargs: Any,
    ) -> None:
        """`lead` has the idea now; `returned` gave it back, perhaps with a hint."""
        super().__init__(*args, **kwargs)
        self.idea, self.current, self.returned = idea, lead, returned
        suggested = suggested_for(idea.topic, idea.region)
        self.departments = {
            row.pk: row for row in departments_for(idea.topic, idea.region)
        }
        self.hint = returned.suggested_department if returned else None
        first = self.hint or (suggested[0] if suggested else None)
        self.fields["cover_note"].initial = str(DEFAULT_NOTE)
        self._choices("consulted", self._named(self.departments.values()))
        if lead is not None:
            del self.fields["lead"]
            self.fields["consulted"].required = True
        else:
            self._choices("lead", self._grouped(suggested))
            self.fields["lead"].initial = first.pk if first else ""
            self.fields["lead"].help_text = self._why(first)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") in cleaned.get("consulted", []):
            message = _("Das federführende Amt ist schon gefragt.")
            self.add_error("consulted", message)
        return cleaned

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- declared above
        field.choices = choices

    def _named(self, departments: Any) -> Choices:
        return [(row.pk, _label(row)) for row in departments]

    def _grouped(self, suggested: Sequence[Department]) -> list[Any]:
        others = [row for row in self.departments.values() if row not in suggested]
        groups: list[Any] = [("", _("Bitte wählen"))]
        if suggested:
            title = _("Für „%(topic)s“ zuständig") % {"topic": self.idea.topic.name}
            groups.append((title, self._named(suggested)))
        groups.append((_("Weitere"), self._named(others)))
        return groups

    def _why(self, first: Department | None) -> str:
        """Why the chosen one stands there."""
        if first is None:
            return _("Für dieses Thema ist noch kein Amt eingetragen.")
        if self.hint is not None and self.returned is not None:
            return _("Vorschlag von: %(department)s.") % {
                "department": self.returned.department.name
            }
        return _("Vorschlag, weil dieses Amt für „%(topic)s“ zuständig ist.") % {
            "topic": self.idea.topic.name
        }

    def order(self) -> dict[str, Any]:
        """What `services.referring.refer` takes, from the cleaned values."""
        cleaned = self.cleaned_data
        lead = self.departments[cleaned["lead"]] if "lead" in cleaned else None
        return {
            "lead": lead,
            "consulted": [self.departments[pk] for pk in cleaned["consulted"]],
            "cover_note": cleaned["cover_note"],
            "working_days": cleaned["working_days"],
        }


class SendForm(forms.Form):
    """The fingerprints of the letters that the moderator has seen."""

    seen = forms.CharField(max_length=2000)


def _label(department: Department) -> str:
    if department.has_mailbox:
        return department.name
    return _("%(name)s (von Hand, kein Postfach)") % {"name": department.name}
