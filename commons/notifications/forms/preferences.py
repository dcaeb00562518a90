"""Which mails somebody wants, and when: one form for the page and for the link."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.days import day_field
from commons.notifications.enums import SHORT, Pace
from commons.notifications.queries.wishes import Wishes
from commons.notifications.subjects import Subject

NO_PAUSE, ONE_WEEK, FOUR_WEEKS, UNTIL = "keine", "woche", "vier-wochen", "bis"
PAUSES: list[tuple[str, str | Promise]] = [
    (NO_PAUSE, _("keine Pause")),
    (ONE_WEEK, _("1 Woche Pause")),
    (FOUR_WEEKS, _("4 Wochen Pause")),
    (UNTIL, _("Pause bis zu einem Tag")),
]
LENGTHS = {ONE_WEEK: timedelta(weeks=1), FOUR_WEEKS: timedelta(weeks=4)}
LONGEST = timedelta(days=366)
PACES = [(pace.value, words) for pace, words in SHORT.items()]
DAYS: list[tuple[int, str | Promise]] = [
    (1, _("Montag")),
    (2, _("Dienstag")),
    (3, _("Mittwoch")),
    (4, _("Donnerstag")),
    (5, _("Freitag")),
    (6, _("Samstag")),
    (7, _("Sonntag")),
]
PREFIX = "thema_"
# Ten thousand follows that each had a pace of their own are 60,000 signs.
LONGEST_UNDO = 100_000


def _hours() -> list[tuple[int, str]]:
    return [(hour, _("%(hour)s Uhr") % {"hour": hour}) for hour in range(24)]


class WishesForm(forms.Form):
    no_mail = forms.BooleanField(
        label=_("Gar keine Mails zu Mitteilungen"),
        required=False,
        help_text=_(
            "Mitteilungen stehen dann nur auf der Plattform. Codes zum Anmelden und "
            "Mails zu Ihrem Konto kommen trotzdem."
        ),
    )
    daily_hour = forms.TypedChoiceField(
        label=_("Tägliche Mail um"), coerce=int, choices=_hours
    )
    weekly_day = forms.TypedChoiceField(
        label=_("Wöchentliche Mail am"), coerce=int, choices=DAYS
    )
    weekly_hour = forms.TypedChoiceField(label=_("um"), coerce=int, choices=_hours)
    pause = forms.ChoiceField(
        label=_("Pause"), choices=PAUSES, widget=forms.RadioSelect
    )
    pause_until = day_field(label=_("Erste Mail wieder am"), required=False)

    def __init__(
        self, *args: Any, subjects: Sequence[Subject], wishes: Wishes, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _initial(wishes)
        self.wishes, self.subjects = wishes, subjects
        self.fields["pause_until"].is_conditional = True  # type: ignore[attr-defined]  # read by the field's template
        for subject in subjects:
            self.fields[PREFIX + subject.key] = forms.ChoiceField(
                label=str(subject.label),
                help_text=str(subject.help_text),
                choices=PACES,
                initial=wishes.pace_for(subject.key).value,
                widget=forms.RadioSelect(attrs={"class": "pace-choices"}),
            )

    @property
    def pace_fields(self) -> list[forms.BoundField]:
        return [self[PREFIX + subject.key] for subject in self.subjects]

    @property
    def has_work(self) -> bool:
        return any(subject.is_work for subject in self.subjects)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("pause") == UNTIL and "pause_until" not in self.errors:
            self._check_until(cleaned.get("pause_until"))
        return cleaned

    def chosen(self) -> Wishes:
        """What holds from now on; a subject left as it was keeps following its default.

        Needs a valid form.
        """
        told = self.cleaned_data
        paces = dict(self.wishes.paces)
        for subject in self.subjects:
            pace = Pace(told[PREFIX + subject.key])
            if pace != self.wishes.pace_for(subject.key):
                paces[subject.key] = pace
        return replace(
            self.wishes,
            wants_mail=not told["no_mail"],
            paces=paces,
            daily_hour=told["daily_hour"],
            weekly_day=told["weekly_day"],
            weekly_hour=told["weekly_hour"],
            paused_until=self._paused_until(),
        )

    def _paused_until(self) -> date | None:
        pause = self.cleaned_data["pause"]
        if pause == UNTIL:
            until: date = self.cleaned_data["pause_until"]
            return until
        return berlin_today() + LENGTHS[pause] if pause in LENGTHS else None

    def _check_until(self, until: date | None) -> None:
        today = berlin_today()
        if until is None:
            self.add_error("pause_until", _("Bitte nennen Sie den Tag."))
        elif until <= today:
            self.add_error("pause_until", _("Bitte nennen Sie einen späteren Tag."))
        elif until > today + LONGEST:
            words = _("Länger als ein Jahr geht es nicht. Stellen Sie die Mails ab.")
            self.add_error("pause_until", words)


class UndoForm(forms.Form):
    """What held before, signed; it comes back to us with the button."""

    before = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_UNDO)


def _initial(wishes: Wishes) -> dict[str, Any]:
    is_paused = wishes.paused_until is not None and wishes.paused_until > berlin_today()
    return {
        "no_mail": not wishes.wants_mail,
        "daily_hour": wishes.daily_hour,
        "weekly_day": wishes.weekly_day,
        "weekly_hour": wishes.weekly_hour,
        "pause": UNTIL if is_paused else NO_PAUSE,
        "pause_until": wishes.paused_until if is_paused else None,
    }
