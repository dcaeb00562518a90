"""The agenda: written line by line, one point is the current one."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from events.live import pulse
from events.live.models import AgendaItem, Room
from events.live.services.locking import locked_room


@transaction.atomic
def write(room: Room, titles: Sequence[str], *, by: User) -> None:
    """Write the agenda anew; points whose words stay keep their hours."""
    room = locked_room(room.pk)
    before = {item.title: item for item in room.agenda.all()}
    room.agenda.all().delete()
    AgendaItem.objects.bulk_create(
        AgendaItem(
            room=room,
            position=position,
            title=title,
            is_current=title in before and before[title].is_current,
            begun_at=before[title].begun_at if title in before else None,
        )
        for position, title in enumerate(dict.fromkeys(titles), start=1)
    )
    happened("room.agenda_written", room, by=by)
    pulse.changed(room.pk, {"agenda"})


@transaction.atomic
def go_to(item: AgendaItem, *, by: User) -> AgendaItem:
    """Let this point be the current one."""
    room = locked_room(item.room_id)
    room.agenda.filter(is_current=True).update(is_current=False)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    item.is_current, item.begun_at = True, item.begun_at or timezone.now()
    item.save(update_fields=["is_current", "begun_at"])
    happened("room.agenda_moved", room, by=by, position=item.position)
    pulse.changed(room.pk, {"agenda"})
    return item
