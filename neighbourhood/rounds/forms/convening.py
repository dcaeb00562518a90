"""Calling departments together."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from commons.addresses import LinkField
from commons.clock import BERLIN
from neighbourhood.departments.models import Department
from neighbourhood.regions.models import Region
from neighbourhood.rounds.enums import PartyRole, RoundKind
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.models.round import LONGEST_TITLE
from neighbourhood.rounds.registry import Procedure
from neighbourhood.rounds.services.convening import Call
from neighbourhood.rounds.services.meeting import NO_MEETING, USUAL_MINUTES, Meeting

LONGEST_TEXT = 10_000
MOST_WORKING_DAYS = 60
LONGEST_MEETING = 600  # minutes


class MeetingForm(forms.Form):
    """A date to meet; all of it stays empty where nobody meets."""

    meets_on = forms.DateField(
        label=gettext_lazy("Treffen am"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )
    meets_time = forms.TimeField(
        label=gettext_lazy("Uhrzeit"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        required=False,
    )
    meets_minutes = forms.IntegerField(
        label=gettext_lazy("Dauer in Minuten"),
        min_value=15,
        max_value=LONGEST_MEETING,
        initial=USUAL_MINUTES,
        required=False,
    )
    meets_where = forms.CharField(
        label=gettext_lazy("Ort"), max_length=200, required=False
    )
    meets_link = LinkField(
        label=gettext_lazy("Link zur Videokonferenz"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        day, time = cleaned.get("meets_on"), cleaned.get("meets_time")
        if (day is None) != (time is None):
            self.add_error("meets_time", _("Zu einem Treffen gehören Tag und Uhrzeit."))
        elif day is None and (cleaned.get("meets_where") or cleaned.get("meets_link")):
            self.add_error("meets_on", _("Bitte nennen Sie auch den Tag."))
        elif day is not None and _moment(day, time) < timezone.now():
            self.add_error("meets_on", _("Dieser Zeitpunkt ist schon vorbei."))
        return cleaned

    @property
    def meeting(self) -> Meeting:
        cleaned = self.cleaned_data
        if cleaned["meets_on"] is None:
            return NO_MEETING
        return Meeting(
            at=_moment(cleaned["meets_on"], cleaned["meets_time"]),
            where=cleaned["meets_where"],
            link=cleaned["meets_link"],
            minutes=cleaned["meets_minutes"] or USUAL_MINUTES,
        )

    @staticmethod
    def initial_of(row: Round) -> dict[str, Any]:
        if row.meets_at is None:
            return {}
        local = timezone.localtime(row.meets_at, BERLIN)
        return {
            "meets_on": local.date(),
            "meets_time": local.time(),
            "meets_minutes": row.meets_minutes,
            "meets_where": row.meets_where,
            "meets_link": row.meets_link,
        }


class ConveneForm(MeetingForm):
    """The question, to whom, and until when."""

    field_order = ("kind", "title", "question", "region", "asked", "informed")

    kind = forms.ChoiceField(label=gettext_lazy("Was für eine Runde ist es?"))
    title = forms.CharField(
        label=gettext_lazy("Worum geht es?"),
        help_text=gettext_lazy("Ein kurzer Satz; er ist der Betreff der Mails."),
        max_length=LONGEST_TITLE,
    )
    question = forms.CharField(
        label=gettext_lazy("Ihre Frage an alle"),
        help_text=gettext_lazy(
            "Was sollen die Ämter sagen, und wofür brauchen Sie es? Alle lesen "
            "dieselbe Frage und sehen, was die anderen antworten."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=LONGEST_TEXT,
    )
    region = forms.ModelChoiceField(
        label=gettext_lazy("Stadtteil"),
        queryset=Region.objects.none(),
        empty_label=gettext_lazy("für den ganzen Bezirk"),
        required=False,
    )
    asked = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wer soll Stellung nehmen?"),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    informed = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wer soll mitlesen?"),
        help_text=gettext_lazy("Kann etwas sagen, muss aber nicht."),
        queryset=Department.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    working_days = forms.IntegerField(
        label=gettext_lazy("Frist in Arbeitstagen"),
        help_text=gettext_lazy("Ohne Angabe gilt, was für diese Art üblich ist."),
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        required=False,
    )

    def __init__(
        self, *args: Any, procedures: list[Procedure], regions: Any, **kwargs: Any
    ) -> None:
        """`regions`: where the visitor may call one, None for everywhere."""
        super().__init__(*args, **kwargs)
        self.procedures = {each.kind.value: each for each in procedures}
        kinds = self.fields["kind"]
        assert isinstance(kinds, forms.ChoiceField)  # noqa: S101 -- declared above
        kinds.choices = [
            (key, f"{each.label}: {each.purpose}")
            for key, each in self.procedures.items()
        ]
        region = self.fields["region"]
        assert isinstance(region, forms.ModelChoiceField)  # noqa: S101 -- see above
        region.queryset = Region.objects.all()
        if regions is not None:
            region.queryset = Region.objects.filter(pk__in=sorted(regions))
            region.required = True
        for name in ("asked", "informed"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- see above
            field.queryset = Department.objects.receiving()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        twice = set(cleaned.get("asked") or ()) & set(cleaned.get("informed") or ())
        if twice:
            self.add_error("informed", _("Ein Amt ist zweimal gewählt."))
        return cleaned

    def call(self, *, continues: Round | None) -> Call:
        """What `services.convening.convene` takes, from the cleaned values."""
        cleaned = self.cleaned_data
        procedure = self.procedures[cleaned["kind"]]
        return Call(
            kind=RoundKind(cleaned["kind"]),
            title=cleaned["title"],
            question=cleaned["question"],
            working_days=cleaned["working_days"] or procedure.working_days,
            region=cleaned["region"],
            meeting=self.meeting,
            continues=continues,
        )


class AddPartyForm(forms.Form):
    department = forms.ModelChoiceField(
        label=gettext_lazy("Welches Amt?"), queryset=Department.objects.none()
    )
    role = forms.ChoiceField(
        label=gettext_lazy("In welcher Rolle?"),
        choices=PartyRole,
        initial=PartyRole.ASKED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, departments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- see above
        field.queryset = departments


def _moment(day: date, time: Any) -> datetime:
    return datetime.combine(day, time, tzinfo=BERLIN)
