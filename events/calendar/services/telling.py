"""What becomes of a date reaches everybody who is registered, or waits, for it."""

from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from commons.accounts.models import User
from commons.delivery.enums import BULK_FROM, Lane
from commons.delivery.services import enqueue_all
from commons.verbs.services import happened
from events.calendar import keys
from events.calendar.models import Occurrence, Registration
from events.calendar.registration_letters import Mail
from events.calendar.registration_states import RegistrationState
from events.calendar.services import seats
from events.calendar.services.mailing import prepared
from events.calendar.services.offers import move_up, renew
from events.calendar.services.registering import last_day_of

VERB = "registration.told"


class What(StrEnum):
    """What became of a date, as `params` of the happening say it."""

    CHANGED = "changed"
    MOVED = "moved"
    CANCELLED = "called_off"
    REINSTATED = "reinstated"
    RESTORED = "restored"
    HIDDEN = "hidden"
    REMOVED = "removed"


@transaction.atomic
def tell_registered(occurrence: Occurrence, what: What, *, by: User | None) -> int:
    """Tell everybody who has a seat or waits for one; gives how many are told.

    Call it in the transaction of the change, when the rows of event and occurrence
    (with a higher `sequence`) are saved. Who has an account hears by bell, too. Over
    and done with is no news: nobody is told of a date that has ended.
    """
    occurrence = seats.locked(occurrence.pk)
    if occurrence.is_over:
        return 0
    rows = Registration.objects.live().filter(occurrence=occurrence)
    if what == What.MOVED:
        _follow(occurrence, rows)
    if what in {What.RESTORED, What.REINSTATED}:
        renew(occurrence)
        move_up(occurrence)
    told = list(rows.select_related("user").order_by("pk"))
    if not told:
        return 0
    news = happened(VERB, occurrence, by=by, what=what.value)
    lane = Lane.BULK if len(told) >= BULK_FROM else Lane.STANDARD
    enqueue_all(
        prepared(row, Mail(what.value), serial=news.pk, lane=lane) for row in told
    )
    return len(told)


def _follow(occurrence: Occurrence, rows: QuerySet[Registration]) -> None:
    """Reminders, offers and the day of deleting go by the new time."""
    rows.update(reminded_at=None, forget_on=last_day_of(occurrence))
    for row in rows.order_by("pk"):
        keys.link_for(row)
    offered = rows.filter(
        state=RegistrationState.OFFERED, offered_until__gt=occurrence.starts_at
    )
    offered.update(offered_until=occurrence.starts_at)
