"""What was released leaves: shown on the way, told by bell, and one mail a person."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from commons.alone import alone, apart
from commons.clock import berlin_date
from commons.delivery import services as delivery
from commons.delivery.enums import BULK_FROM, Lane
from commons.notifications.enums import Pace
from commons.notifications.models import Notification
from commons.notifications.services import expand_together
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice
from participation.notices.queries.news import news_of, watched
from participation.notices.services.watching import overtake

RENDERER = "notices.notice"
AT_ONCE = 200


def send_due(now: datetime | None = None) -> int:
    """Send what was released and whose hour has come; says how many notices.

    Does nothing while another run is at it; a killed one leaves nothing half.
    """
    now = now or timezone.now()
    with alone("interim notices leave") as is_first:
        return _send(now) if is_first else 0


@transaction.atomic
def _send(now: datetime) -> int:
    released = InterimNotice.objects.filter(state=NoticeState.RELEASED)
    waiting = released.filter(leaves_at__lte=now).order_by("idea_id")[:AT_ONCE]
    told = []
    for pk, idea_id in list(waiting.values_list("pk", "idea_id")):
        # One that breaks stays released and is tried again.
        with apart("notices.leave_failed", notice=pk), transaction.atomic():
            told.append(_leave(pk, idea_id))
    happenings = [pk for pk in told if pk is not None]
    expand_together(happenings)
    _mail(happenings)
    return len(happenings)


def _leave(pk: int, idea_id: int) -> int | None:
    """The happening, or None where something else has been told since."""
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=idea_id)
    notice = InterimNotice.objects.select_for_update(of=("self",)).get(pk=pk)
    if notice.state != NoticeState.RELEASED:
        return None
    notice.idea = idea
    if not _still_holds(notice):
        overtake(notice)
        return None
    notice.state, notice.sent_at = NoticeState.SENT, timezone.now()
    notice.save(update_fields=["state", "sent_at"])
    assert notice.next_on is not None  # noqa: S101 -- it is released
    cases.move_next_date(idea, next_on=notice.next_on)
    return happened("notice.sent", idea, by=None, notice=notice.pk).pk


def _still_holds(notice: InterimNotice) -> bool:
    idea = watched().filter(pk=notice.idea_id).first()
    if idea is None or notice.next_on is None or notice.released_at is None:
        return False
    is_ahead = notice.next_on > berlin_date(timezone.now())
    return is_ahead and news_of(idea).at <= notice.released_at


def _mail(happenings: Iterable[int]) -> None:
    """One mail for each account that is told at once, naming all that leaves now.

    Who gathers mail, or pauses it, has it in a digest already.
    """
    rows = Notification.objects.filter(
        happening__in=list(happenings),
        user__isnull=False,
        pace=Pace.AT_ONCE,
        digest=None,
        delivery=None,
    )
    mine: dict[int, list[Notification]] = defaultdict(list)
    for row in rows.select_related("happening").order_by("pk"):
        mine[row.user_id or 0].append(row)
    if not mine:
        return
    lane = Lane.BULK if len(mine) >= BULK_FROM else Lane.STANDARD
    keys = {user_id: f"notices:{told[0].pk}" for user_id, told in mine.items()}
    ids = delivery.enqueue_all(
        delivery.prepare(
            key=keys[user_id],
            renderer=RENDERER,
            params={"notices": [row.happening.params["notice"] for row in told]},
            to_user_id=user_id,
            lane=lane,
        )
        for user_id, told in mine.items()
    )
    for user_id, told in mine.items():
        for row in told:
            row.delivery_id = ids[keys[user_id]]
        Notification.objects.bulk_update(told, ["delivery"])
