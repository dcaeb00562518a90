"""Each step of a registration is a row of the outbox; the words are made at sending."""

from collections.abc import Collection

from django.db.models import Q

from commons.delivery.enums import UNSENT, Lane
from commons.delivery.models import Delivery
from commons.delivery.services import enqueue, prepare, recall as recall_delivery
from events.calendar import keys
from events.calendar.models import Occurrence, Registration
from events.calendar.registration_letters import RENDERER, Mail


def post(row: Registration, mail: Mail, *, serial: int = 0) -> Delivery:
    """Write one mail to whoever registered; `serial` tells it from an earlier one."""
    keys.link_for(row)
    return enqueue(
        key=_key_of(row, mail, serial),
        renderer=RENDERER,
        params=_params(row, mail),
        to_user=row.user,
        to_address="" if row.user_id else row.email,
    )


def prepared(row: Registration, mail: Mail, *, serial: int, lane: Lane) -> Delivery:
    """The same unsaved, for many at once; they have their keys."""
    return prepare(
        key=_key_of(row, mail, serial),
        renderer=RENDERER,
        params=_params(row, mail),
        to_user_id=row.user_id,
        to_address="" if row.user_id else row.email,
        lane=lane,
    )


def recall(date: Occurrence, mail: Mail, *, serials: Collection[int]) -> int:
    """Stop what has not gone of mails with these serials; gives how many."""
    rows = Registration.objects.filter(occurrence=date).order_by("pk")
    keys_of = [_key_of(row, mail, serial) for row in rows for serial in serials]
    return _recall(Q(key__in=keys_of))


def recall_own(row: Registration, mail: Mail) -> int:
    """Stop all mails of this sort to one person that have not gone; gives how many."""
    return _recall(Q(key__startswith=f"{RENDERER}:{row.pk}:{mail.value}:"))


def _recall(named: Q) -> int:
    unsent = Delivery.objects.filter(named, state__in=UNSENT)
    return sum(recall_delivery(row) for row in unsent.order_by("pk"))


def _key_of(row: Registration, mail: Mail, serial: int) -> str:
    return f"{RENDERER}:{row.pk}:{mail.value}:{serial}"


def _params(row: Registration, mail: Mail) -> dict[str, int | str]:
    return {"registration": row.pk, "mail": mail.value, "language": row.language}
