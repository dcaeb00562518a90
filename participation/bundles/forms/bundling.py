"""What goes out with several ideas at once, and which of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.models import Region
from participation.bundles.queries.choosing import Chosen
from participation.bundles.services.bundling import MOST
from participation.referrals.enums import Departure
from participation.referrals.forms.referring import DEFAULT_NOTE, MOST_WORKING_DAYS
from participation.referrals.models.routes import LONGEST_WORDS

# The ticked ideas, by their keys.
PICK = "idee"
LONGEST_KEY = 18
# Asked once the mail is seen, and only of those who go another way than the rules.
ASKED_LAST = frozenset({"departure", "departure_words"})


def picks_in(query: QueryDict) -> list[int]:
    """The keys that are ticked, each once, no more than go into one mail."""
    keys = dict.fromkeys(query.getlist(PICK))
    numbers = [int(key) for key in keys if key.isdecimal() and len(key) <= LONGEST_KEY]
    return numbers[: MOST + 1]


class BundleForm(forms.Form):
    """One department, one note, one date for all."""

    department = forms.ModelChoiceField(
        label=_("Amt"),
        queryset=Department.objects.none(),
        empty_label=_("Bitte wählen"),
    )
    title = forms.CharField(
        label=_("Worum es geht, in ein paar Worten"),
        max_length=120,
        required=False,
        help_text=_("Steht im Betreff der Mail, etwa „Radverkehr in Weißensee“."),
    )
    cover_note = forms.CharField(
        label=_("Anschreiben für alle"),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        required=False,
        help_text=_("Steht in der Mail und im Dossier, nicht öffentlich."),
    )
    working_days = forms.IntegerField(
        label=_("Frist in Arbeitstagen"),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        required=False,
        help_text=_("Ohne Angabe gilt die Frist des Amtes. Sie gilt für alle Ideen."),
    )
    departure = forms.ChoiceField(
        label=_("Warum weichen Sie von den Regeln ab?"),
        choices=[("", _("ohne Angabe")), *Departure.choices],
        required=False,
    )
    departure_words = forms.CharField(
        label=_("In Ihren Worten"), max_length=LONGEST_WORDS, required=False
    )

    def __init__(
        self, *args: Any, chosen: Sequence[Chosen] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
        field.queryset = Department.objects.receiving()
        self.fields["cover_note"].initial = str(DEFAULT_NOTE)

    @property
    def receiver(self) -> Department:
        """The chosen one; ask only of a valid form."""
        department: Department = self.cleaned_data["department"]
        return department

    @property
    def days(self) -> int:
        days: int | None = self.cleaned_data["working_days"]
        return days or self.receiver.working_days

    @property
    def departing(self) -> list[Chosen]:
        """Those that the rules send somewhere else than where they go now."""
        if not self.is_valid():
            return []
        return [each for each in self.chosen if each.departs_from(self.receiver)]

    @property
    def carried(self) -> list[forms.BoundField]:
        """What goes along hidden while one looks at the mail."""
        return [field for field in self if field.name not in ASKED_LAST]

    @property
    def asked_last(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in ASKED_LAST]


class SeenForm(forms.Form):
    """The fingerprint of the mail that somebody has seen."""

    seen = forms.CharField(max_length=40)


class ProposalFilter(forms.Form):
    """Narrow the proposals, or the list of all that waits."""

    amt = forms.ModelChoiceField(
        label=_("Amt"), queryset=Department.objects.none(), required=False
    )
    stadtteil = forms.ModelChoiceField(
        label=_("Stadtteil"), queryset=Region.objects.none(), required=False
    )
    thema = forms.ModelChoiceField(
        label=_("Thema"), queryset=Topic.objects.none(), required=False
    )
    ab = forms.IntegerField(required=False, min_value=0, max_value=10**18)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("amt", Department.objects.receiving()),
            ("stadtteil", Region.objects.order_by("number")),
            ("thema", Topic.objects.filter(is_active=True)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- declared above
            field.queryset = rows
            field.empty_label = _("alle")

    def key(self, name: str) -> int | None:
        """The chosen row's key; None for all, and for what is no choice."""
        self.is_valid()
        found = self.cleaned_data.get(name)
        return found.pk if found is not None else None

    @property
    def after(self) -> int | None:
        self.is_valid()
        place: int | None = self.cleaned_data.get("ab")
        return place
