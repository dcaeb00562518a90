"""Each step of a registration is a row of the outbox; the words are made at sending."""

from commons.delivery.enums import Lane
from commons.delivery.models import Delivery
from commons.delivery.services import enqueue, prepare
from events.calendar import keys
from events.calendar.models import Registration
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


def _key_of(row: Registration, mail: Mail, serial: int) -> str:
    return f"{RENDERER}:{row.pk}:{mail.value}:{serial}"


def _params(row: Registration, mail: Mail) -> dict[str, int | str]:
    return {"registration": row.pk, "mail": mail.value, "language": row.language}
