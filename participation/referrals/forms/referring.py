from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy

from commons.accounts.models import User
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import departments_for, suggested_for
from participation.ideas.models import Idea
from participation.referrals.enums import RouteWay, SiteKind
from participation.referrals.forms.routes import RouteFields
from participation.referrals.models import Referral, Route
from participation.referrals.queries.routing import Guidance, guidance_for
from participation.referrals.queries.sites import site_of
from participation.referrals.services.routes import route_to

DEFAULT_NOTE = gettext_lazy(
    "Bitte prüfen Sie, ob und bis wann sich das umsetzen lässt. Wenn es nicht geht, "
    "schreiben Sie uns kurz, warum, und was stattdessen möglich wäre."
)
MOST_WORKING_DAYS = 120
# Asked once the mails are seen, and only of those who go another way.
ASKED_LAST = frozenset({"departure", "departure_words"})
Choices = list[tuple[int | str, str]]


class ReferForm(RouteFields):
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
        site: str | None = None,
        **kwargs: Any,
    ) -> None:
        """`lead` has the idea now; `returned` gave it back, perhaps with a hint.

        `site` is the kind of place that somebody tries, before anything is sent.
        """
        super().__init__(*args, **kwargs)
        self.idea, self.current, self.returned = idea, lead, returned
        self._ask_rules(self.data.get("site", site))
        suggested = suggested_for(idea.topic, idea.region)
        self.departments = {
            row.pk: row for row in departments_for(idea.topic, idea.region)
        }
        self.hint = returned.suggested_department if returned else None
        first = self.hint or self.proposed or (suggested[0] if suggested else None)
        self.fields["cover_note"].initial = str(DEFAULT_NOTE)
        self._choices("consulted", self._named(self.departments.values()))
        if lead is not None:
            del self.fields["lead"]
            self.fields["consulted"].required = True
        else:
            self._choices("lead", self._grouped(suggested))
            self.fields["lead"].initial = first.pk if first else ""
            self.fields["lead"].help_text = self._why(first)

    @property
    def proposed(self) -> Department | None:
        """Where the rules send the idea."""
        proposal = self.guidance.proposal if self.guidance else None
        return proposal.department if proposal else None

    @property
    def departs(self) -> bool:
        """Somebody chose, and the rules say something else."""
        chosen = self.cleaned_data.get("lead") if self.is_valid() else None
        return bool(chosen and self.proposed and chosen != self.proposed.pk)

    @property
    def carried(self) -> list[forms.BoundField]:
        """What goes along hidden while one looks at the mails."""
        return [field for field in self if field.name not in ASKED_LAST]

    @property
    def asked_last(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in ASKED_LAST]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("lead") in cleaned.get("consulted", []):
            message = _("Das federführende Amt ist schon gefragt.")
            self.add_error("consulted", message)
        return cleaned

    def _ask_rules(self, site: str | None) -> None:
        """What the rules say; nobody asks them where the lead is settled."""
        self.guidance: Guidance | None = None
        if self.current is not None:
            for name in RouteFields().fields:
                del self.fields[name]
            return
        self.guidance = guidance_for(self.idea, site=_kind(site))
        self.fields["site"].initial = self.guidance.site.kind

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
        if first == self.proposed:
            return _("Vorausgewählt ist, was die Regeln sagen.")
        return _("Vorschlag, weil dieses Amt für „%(topic)s“ zuständig ist.") % {
            "topic": self.idea.topic.name
        }

    def route(self, by: User) -> Route | None:
        """Why it goes where it goes; None where the lead is settled."""
        lead = self.order()["lead"]
        if lead is None or self.guidance is None:
            return None
        return route_to(
            lead,
            proposal=self.guidance.proposal,
            by=by,
            way=self._way_to(lead),
            departure=self.cleaned_data["departure"],
            words=self.cleaned_data["departure_words"],
        )

    @property
    def site_to_say(self) -> str:
        """The kind of place, if the form says another than was known."""
        site: str = self.cleaned_data.get("site", "")
        known = site_of(self.idea) if site else None
        return "" if known is not None and known.kind == site else site

    def _way_to(self, lead: Department) -> str:
        if self.hint is not None and lead == self.hint:
            return RouteWay.RETURN.value
        way: str = self.cleaned_data["way"]
        return "" if way == RouteWay.RETURN else way

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


def _kind(site: str | None) -> str | None:
    return site if site is None or site in SiteKind.values else ""


class SendForm(forms.Form):
    """The fingerprints of the letters that the moderator has seen."""

    seen = forms.CharField(max_length=2000)


def _label(department: Department) -> str:
    if department.has_mailbox:
        return department.name
    return _("%(name)s (von Hand, kein Postfach)") % {"name": department.name}
