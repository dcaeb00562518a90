"""The protocol of an assembly: its summary written, then published and told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from events.live.models import Protocol, Room
from events.live.services.locking import locked_room


@transaction.atomic
def write(room: Room, summary: str, *, version: int, by: User) -> Protocol:
    """Write what was discussed, in words; also once it is published.

    Args:
        version: the one that the page showed; 0 where nothing was written yet.

    Raises:
        RuleViolation: somebody else wrote meanwhile (`version_changed`).
    """
    room = locked_room(room.pk)
    protocol = Protocol.objects.filter(room=room).first()
    if (protocol.version if protocol else 0) != version:
        raise RuleViolation(
            _(
                "Inzwischen hat jemand anderes am Protokoll geschrieben. Bitte sehen "
                "Sie nach, was dort jetzt steht."
            ),
            code="version_changed",
        )
    protocol = protocol or Protocol(room=room, version=0)
    protocol.summary = summary
    protocol.version += 1
    protocol.written_at, protocol.written_by = timezone.now(), by
    protocol.save()
    happened("protocol.written", protocol, by=by)
    return protocol


@transaction.atomic
def publish(room: Room, *, by: User) -> Protocol:
    """Let everybody read it, and tell who registered, took part or follows.

    Raises:
        RuleViolation: the room is not closed (`room_runs`), or the protocol is out
            already (`published`).
    """
    room = locked_room(room.pk)
    if not room.is_closed:
        raise RuleViolation(
            _("Bitte beenden Sie zuerst den Saal. Bis dahin kann noch etwas kommen."),
            code="room_runs",
        )
    now = timezone.now()
    protocol, _is_new = Protocol.objects.get_or_create(
        room=room, defaults={"written_at": now, "written_by": by}
    )
    if protocol.is_published:
        raise RuleViolation(
            _("Das Protokoll ist schon veröffentlicht."), code="published"
        )
    protocol.published_at = now
    protocol.save(update_fields=["published_at"])
    happened("protocol.published", protocol, by=by)
    return protocol
