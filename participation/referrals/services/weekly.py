"""The SPK's list of the week: on the first working day, and never an empty one."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.notifications import subjects
from commons.notifications.enums import Pace
from commons.notifications.queries.wishes import Wishes, wishes_of
from neighbourhood.deadlines.models import WorkingDay
from participation.moderation.queries.staff import moderators_of
from participation.referrals.models import WeeklyList
from participation.referrals.queries.weekly import monday_of, week_of

RENDERER = "referrals.weekly"


@transaction.atomic
def send(today: date | None = None) -> int:
    """Tell everybody at the desk once a week; says how many mails.

    Whoever wants no mail about their work, or pauses it, has the same on Heute.
    Runs every morning, so that an outage on Monday only delays it.
    """
    today = today or berlin_today()
    if not WorkingDay.objects.filter(day=today).exists():
        return 0
    monday = monday_of(today)
    _week, is_first = WeeklyList.objects.get_or_create(
        monday=monday, defaults={"sent_at": timezone.now()}
    )
    if not is_first:
        return 0
    readers = list(moderators_of([None]))
    wishes = wishes_of([reader.pk for reader in readers])
    return sum(
        _send(reader, monday, today)
        for reader in readers
        if _is_wanted(wishes[reader.pk])
    )


def _is_wanted(wishes: Wishes) -> bool:
    if not wishes.wants_mail or wishes.is_paused(timezone.now()):
        return False
    return wishes.pace_for(subjects.WORK) != Pace.BELL


def _send(reader: User, monday: date, today: date) -> bool:
    if week_of(Visitor(user=reader), today).is_empty:
        return False
    delivery.enqueue(
        key=f"referrals-week:{monday.isoformat()}:{reader.pk}",
        renderer=RENDERER,
        params={},
        to_user=reader,
    )
    return True
