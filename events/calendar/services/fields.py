"""What the organiser asks of everybody who registers."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.calendar.models import Event, Registration, RegistrationField
from events.calendar.registration_states import FieldKind
from events.calendar.services import locking

MOST_FIELDS = 12
LEAST_OPTIONS, MOST_OPTIONS = 2, 20


@dataclass(frozen=True)
class Wanted:
    """One question as the organiser wants it; `pk` of one that is there already."""

    label: str
    kind: FieldKind = FieldKind.TEXT
    help_text: str = ""
    is_required: bool = False
    options: tuple[str, ...] = ()
    pk: int | None = None


@transaction.atomic
def save(
    event: Event, rows: Sequence[Wanted], *, by: User | None
) -> list[RegistrationField]:
    """Make these the questions of an event, in this order; others go.

    A question that is gone takes its answers along: nobody asked for them any more.

    Raises:
        RuleViolation: more than twelve (`too_many_fields`), a choice without choices
            (`too_few_options`), or another kind for what has answers
            (`field_answered`).
    """
    event = locking.locked(event)
    _require_sound(rows)
    known = {row.pk: row for row in event.registration_fields.all()}
    kept = [
        _saved(known.get(wanted.pk or 0), event, wanted, position)
        for position, wanted in enumerate(rows)
    ]
    gone = set(known) - {row.pk for row in kept}
    RegistrationField.objects.filter(pk__in=gone).delete()
    for pk in gone:
        _drop_answers(event, pk)
    happened("registration.fields_changed", event, by=by)
    return kept


def _saved(
    row: RegistrationField | None, event: Event, wanted: Wanted, position: int
) -> RegistrationField:
    if row is not None and row.kind != wanted.kind and _has_answers(event, row.pk):
        raise RuleViolation(
            _("„%(label)s“ ist schon beantwortet. Bitte stellen Sie eine neue Frage.")
            % {"label": row.label},
            code="field_answered",
        )
    row = row or RegistrationField(event=event)
    row.position, row.kind = position, wanted.kind
    row.label, row.help_text = wanted.label.strip(), wanted.help_text.strip()
    row.is_required = wanted.is_required
    is_choice = wanted.kind == FieldKind.CHOICE
    row.options = _options_of(wanted) if is_choice else []
    row.save()
    return row


def _require_sound(rows: Sequence[Wanted]) -> None:
    if len(rows) > MOST_FIELDS:
        raise RuleViolation(
            _("Mehr als zwölf Fragen liest niemand gern. Bitte streichen Sie welche."),
            code="too_many_fields",
        )
    for wanted in rows:
        count = len(_options_of(wanted))
        fits = LEAST_OPTIONS <= count <= MOST_OPTIONS
        if wanted.kind == FieldKind.CHOICE and not fits:
            raise RuleViolation(
                _("Eine Auswahl braucht 2 bis 20 verschiedene Möglichkeiten."),
                code="too_few_options",
            )


def _options_of(wanted: Wanted) -> list[str]:
    """Each once, in the order in which they were written."""
    return list(dict.fromkeys(one.strip() for one in wanted.options if one.strip()))


def _has_answers(event: Event, pk: int) -> bool:
    rows = Registration.objects.filter(occurrence__event=event)
    return rows.filter(answers__has_key=str(pk)).exists()


def _drop_answers(event: Event, pk: int) -> None:
    rows = Registration.objects.filter(
        occurrence__event=event, answers__has_key=str(pk)
    )
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        row.answers.pop(str(pk), None)
        row.save(update_fields=["answers"])
