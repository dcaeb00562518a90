"""Who registered is forgotten after a set time; figures stay, and name nobody."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum
from django.utils import timezone

from commons.clock import berlin_today
from commons.owndata import Rows
from commons.verbs.services import happened
from events.calendar import keys
from events.calendar.models import Registration, Turnout
from events.calendar.registration_states import HOLDING, LIVE, RegistrationState
from events.calendar.services import seats
from events.calendar.services.leaving import give_up
from events.calendar.services.offers import move_up

# Nobody enters a code after a day.
UNPROVEN_FOR = timedelta(days=1)
EXPORTED = (
    *("pk", "occurrence_id", "occurrence__event__title", "occurrence__starts_at"),
    *("name", "email", "party", "state", "answers", "consent_text", "consented_at"),
    *("created_at", "checked_in_at", "came", "forget_on"),
)


def forget_old() -> int:
    """Delete what was never proven, and what its day has come for; gives how many."""
    unproven = Registration.objects.filter(
        state=RegistrationState.UNPROVEN,
        code_sent_at__lt=timezone.now() - UNPROVEN_FOR,
    )
    count = int(unproven.delete()[0])
    due = Registration.objects.filter(forget_on__lt=berlin_today())
    keys_of_dates = due.order_by("occurrence_id").values_list(
        "occurrence_id", flat=True
    )
    for pk in list(keys_of_dates.distinct()):
        count += _forget_date(pk)
    return count


@transaction.atomic
def forget_person(user: Any) -> None:
    """An account goes: its seats are free for others, and its rows are deleted."""
    Registration.objects.filter(checked_in_by=user).update(checked_in_by=None)
    mine = Registration.objects.filter(_of(user))
    dates = mine.order_by("occurrence_id").values_list("occurrence_id", flat=True)
    for pk in list(dates.distinct()):
        occurrence = seats.locked(pk)
        rows = Registration.objects.filter(_of(user), occurrence=occurrence)
        if occurrence.starts_at > timezone.now():
            for row in rows.filter(state__in=LIVE).order_by("pk"):
                row.occurrence = occurrence
                give_up(row)
                happened("registration.cancelled", row, by=user)
        _delete(rows, occurrence)
        move_up(occurrence)


def rows_of(user: Any) -> Rows:
    """What a person may read of their registrations, with or without the account."""
    rows = Registration.objects.filter(_of(user)).order_by("pk")
    return [*rows.values(*EXPORTED)]


def _of(user: Any) -> Q:
    return Q(user=user) | Q(email=user.email.lower())


@transaction.atomic
def _forget_date(occurrence_id: int) -> int:
    occurrence = seats.locked(occurrence_id)
    rows = Registration.objects.filter(
        occurrence=occurrence, forget_on__lt=berlin_today()
    )
    count = _delete(rows, occurrence)
    if count:
        happened("registration.forgotten", occurrence, by=None, count=count)
    return count


def _delete(rows: QuerySet[Registration], occurrence: Any) -> int:
    """The rows of a locked date; what they counted is added to its figures."""
    heads = rows.aggregate(
        registered=Sum("party", filter=Q(state=RegistrationState.HELD), default=0),
        holding=Sum("party", filter=Q(state__in=HOLDING), default=0),
        came=Sum("came", default=0),
        waiting=Sum("party", filter=Q(state=RegistrationState.WAITING), default=0),
    )
    if heads["registered"] or heads["waiting"]:
        row, _is_new = Turnout.objects.get_or_create(occurrence=occurrence)
        Turnout.objects.filter(pk=row.pk).update(
            registered=F("registered") + heads["registered"],
            came=F("came") + heads["came"],
            waiting=F("waiting") + heads["waiting"],
        )
    if heads["holding"]:
        seats.take(occurrence, -heads["holding"])
    keys.revoke_all(list(rows.values_list("pk", flat=True)))
    return int(rows.delete()[0])
