"""Who comes to a date, for its organiser; what somebody is registered for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commons.accounts.models import User
from commons.text import normalise
from events.calendar import openness
from events.calendar.models import (
    Occurrence,
    Registration,
    RegistrationField,
    Turnout,
)
from events.calendar.queries import registrations
from events.calendar.registration_states import RegistrationState

MOST_PAST = 100
GONE = (RegistrationState.CANCELLED, RegistrationState.EXPIRED)
GROUPS: tuple[tuple[str, ...], ...] = (
    (RegistrationState.HELD,),
    (RegistrationState.OFFERED,),
    (RegistrationState.WAITING,),
    GONE,
)


@dataclass(frozen=True)
class Line:
    """One registration with what it says to each question, in their order."""

    registration: Registration
    said: Sequence[tuple[RegistrationField, str]]

    @property
    def answers(self) -> list[str]:
        return [answer for _question, answer in self.said]


@dataclass(frozen=True)
class Group:
    """Those who come, who were offered a seat, who wait, who are out."""

    code: str
    title: str
    lines: Sequence[Line]

    @property
    def heads(self) -> int:
        return sum(line.registration.party for line in self.lines)


@dataclass(frozen=True)
class Participants:
    occurrence: Occurrence
    questions: Sequence[RegistrationField]
    groups: Sequence[Group]
    turnout: Turnout

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]


@dataclass(frozen=True)
class Mine:
    coming: Sequence[Registration]
    past: Sequence[Registration]


def participants_of(occurrence: Occurrence, *, named: str = "") -> Participants:
    """Four queries, however many come; `named` is what somebody says at the door."""
    questions = list(occurrence.event.registration_fields.all())
    rows = list(registrations.of_occurrence(occurrence))
    wanted = normalise(named)
    if wanted:
        rows = [row for row in rows if wanted in normalise(row.name)]
    groups = [_group(states, rows, questions) for states in GROUPS]
    return Participants(
        occurrence=occurrence,
        questions=questions,
        groups=[group for group in groups if group.lines],
        turnout=registrations.turnout_of(occurrence),
    )


def answers_of(registration: Registration) -> list[tuple[str, str]]:
    """Question and answer, where somebody said something."""
    asked = registration.occurrence.event.registration_fields.all()
    said = [(field.label, _answer(registration, field)) for field in asked]
    return [(label, answer) for label, answer in said if answer]


def online_url_of(registration: Registration) -> str:
    """The link of an online event, for whoever has a seat while it goes on."""
    occurrence = registration.occurrence
    is_off = occurrence.is_cancelled or occurrence.event.is_cancelled
    is_held = registration.state == RegistrationState.HELD
    if is_off or not is_held or occurrence.is_over:
        return ""
    return occurrence.event.online_url if openness.is_shown(occurrence.event) else ""


def of_person(user: User) -> Mine:
    """Two queries: what is to come, the next first; and what was, the last first."""
    rows = Registration.objects.filter(user=user).select_related(
        "occurrence__event__region",
        "occurrence__event__actor",
        "occurrence__event__network",
        "occurrence__event__department",
    )
    named = rows.exclude(state=RegistrationState.UNPROVEN)
    now = timezone.now()
    ahead = Q(occurrence__ends_at__gt=now)
    coming = named.filter(ahead).exclude(state__in=GONE)
    past = named.filter(~ahead | Q(state__in=GONE))
    return Mine(
        coming=list(coming.order_by("occurrence__starts_at", "pk")),
        past=list(past.order_by("-occurrence__starts_at", "-pk")[:MOST_PAST]),
    )


def table_of(people: Participants) -> tuple[list[str], list[list[Any]]]:
    """For a spreadsheet: everything that stands for those who come or wait."""
    header = [_("Name"), _("E-Mail"), _("Personen"), _("Stand"), _("Da waren")]
    header += [question.label for question in people.questions]
    rows = [
        [
            line.registration.name,
            line.registration.email,
            line.registration.party,
            str(line.registration.get_state_display()),
            line.registration.came,
            *line.answers,
        ]
        for line in people.lines
        if line.registration.is_live
    ]
    return header, rows


def _group(
    states: Sequence[str], rows: Sequence[Registration], asked: Sequence[Any]
) -> Group:
    lines = [
        Line(row, [(field, _answer(row, field)) for field in asked])
        for row in rows
        if row.state in states
    ]
    return Group(code=states[0], title=_title_of(states[0]), lines=lines)


def _title_of(state: str) -> str:
    return {
        RegistrationState.HELD.value: _("Angemeldet"),
        RegistrationState.OFFERED.value: _("Platz angeboten"),
        RegistrationState.WAITING.value: _("Warteliste"),
    }.get(state, _("Abgemeldet"))


def _answer(row: Registration, field: RegistrationField) -> str:
    said = row.answers.get(str(field.pk))
    if said is None:
        return ""
    if isinstance(said, bool):
        return _("Ja") if said else _("Nein")
    return str(said)
