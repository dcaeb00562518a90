"""What people chose: whether mail at all, how soon for which subject, at which hour."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from commons.clock import BERLIN, berlin_date
from commons.notifications import subjects
from commons.notifications.enums import GATHERED, Pace
from commons.notifications.models import MailPreference, SubjectPreference
from commons.notifications.models.preferences import (
    DAILY_HOUR,
    WEEKLY_DAY,
    WEEKLY_HOUR,
)

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wishes:
    """One person's wishes; as it is without arguments, those who never chose anything.

    `paces` holds what they chose themselves, by subject. Hours and days are Berlin's,
    days ISO (1 is Monday). `paused_until` is the first day with mail again.
    """

    wants_mail: bool = True
    paces: Mapping[str, Pace] = field(default_factory=dict)
    daily_hour: int = DAILY_HOUR
    weekly_day: int = WEEKLY_DAY
    weekly_hour: int = WEEKLY_HOUR
    paused_until: date | None = None

    def pace_for(self, subject: str) -> Pace:
        """What they chose for a subject, else its default."""
        return self.paces.get(subject, subjects.get(subject).default)

    def is_paused(self, at: datetime) -> bool:
        return self.paused_until is not None and berlin_date(at) < self.paused_until

    def next_at(self, pace: Pace, after: datetime) -> datetime:
        """When a mail of this pace goes, at the earliest, if it waits from `after` on.

        Gathered mail goes at the next chosen hour that is later than `after`; an hour
        that the clock leaves out in spring moves on, and one that it shows twice in
        autumn counts the first time only. Nothing goes before a pause ends.

        Raises:
            ValueError: nothing goes by mail at this pace.
        """
        if pace == Pace.BELL:
            message = "The bell alone tells; no mail goes."
            raise ValueError(message)
        first_day = max(berlin_date(after), self.paused_until or date.min)
        if pace not in GATHERED:
            is_paused = self.is_paused(after)
            return _moment(first_day, 0) if is_paused else after.astimezone(UTC)
        while (moment := self._moment_on(first_day, pace)) is None or moment <= after:
            first_day += ONE_DAY
        return moment

    def _moment_on(self, day: date, pace: Pace) -> datetime | None:
        if pace == Pace.DAILY:
            return _moment(day, self.daily_hour)
        is_the_day = day.isoweekday() == self.weekly_day
        return _moment(day, self.weekly_hour) if is_the_day else None


def wishes_of(user_ids: Iterable[int]) -> dict[int, Wishes]:
    """The wishes of each of these people, in two queries."""
    ids = list(user_ids)
    nothing_chosen = Wishes()
    wishes = dict.fromkeys(ids, nothing_chosen)
    paces: dict[int, dict[str, Pace]] = {}
    chosen = SubjectPreference.objects.filter(user_id__in=ids).order_by()
    for user_id, subject, pace in chosen.values_list("user_id", "subject", "pace"):
        paces.setdefault(user_id, {})[subject] = Pace(pace)
    for user_id, of_subjects in paces.items():
        wishes[user_id] = replace(nothing_chosen, paces=of_subjects)
    for row in MailPreference.objects.filter(user_id__in=ids).order_by():
        wishes[row.user_id] = Wishes(
            wants_mail=row.wants_mail,
            paces=paces.get(row.user_id, {}),
            daily_hour=row.daily_hour,
            weekly_day=row.weekly_day,
            weekly_hour=row.weekly_hour,
            paused_until=row.paused_until,
        )
    return wishes


def _moment(day: date, hour: int) -> datetime:
    """In UTC: moments of one zone compare by its clock face, which is wrong twice."""
    return datetime.combine(day, time(hour), tzinfo=BERLIN).astimezone(UTC)
