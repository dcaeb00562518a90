"""Which mails somebody wants, how soon and when.

Every change of a wish moves what already waits for a gathered mail.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from commons.notifications.enums import Pace
from commons.notifications.models import MailPreference, SubjectPreference
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import digests


def set_mail(user: Model, *, wanted: bool) -> None:
    """Send mail to this person beside the bell, or none whatever they chose else."""
    _set(user, wants_mail=wanted)


def set_pace(user: Model, subject: str, pace: Pace | str) -> None:
    """Send mail about one subject at this pace; "" lets the default hold again."""
    set_paces(user, {subject: pace})


@transaction.atomic
def set_paces(user: Model, paces: Mapping[str, Pace | str]) -> None:
    """As `set_pace`, for several subjects."""
    now = timezone.now()
    for subject, pace in sorted(paces.items()):
        if pace:
            SubjectPreference.objects.update_or_create(
                user_id=user.pk,
                subject=subject,
                defaults={"pace": pace, "changed_at": now},
            )
        else:
            chosen = SubjectPreference.objects.filter(user_id=user.pk)
            chosen.filter(subject=subject).delete()
    digests.reschedule(user)


def set_hours(
    user: Model, *, daily_hour: int, weekly_day: int, weekly_hour: int
) -> None:
    """When gathered mails go, by Berlin's clock.

    Args:
        weekly_day: 1 is Monday, 7 is Sunday.
    """
    _set(user, daily_hour=daily_hour, weekly_day=weekly_day, weekly_hour=weekly_hour)


def pause(user: Model, until: date | None) -> None:
    """Send no mail before this day; None ends a pause. Nothing is lost: it waits."""
    _set(user, paused_until=until)


@transaction.atomic
def choose(user: Model, wishes: Wishes) -> Wishes:
    """Let all these wishes hold at once; gives what held before, to take it back."""
    before = wishes_of([user.pk])[user.pk]
    now = timezone.now()
    MailPreference.objects.update_or_create(
        user_id=user.pk,
        defaults={
            "wants_mail": wishes.wants_mail,
            "daily_hour": wishes.daily_hour,
            "weekly_day": wishes.weekly_day,
            "weekly_hour": wishes.weekly_hour,
            "paused_until": wishes.paused_until,
            "changed_at": now,
        },
    )
    gone = dict.fromkeys(before.paces.keys() - wishes.paces.keys(), "")
    set_paces(user, {**gone, **wishes.paces})
    return before


@transaction.atomic
def _set(user: Model, **wishes: Any) -> None:
    MailPreference.objects.update_or_create(
        user_id=user.pk,
        defaults={**wishes, "changed_at": timezone.now()},
        create_defaults={
            "wants_mail": True,
            **wishes,
            "changed_at": timezone.now(),
        },
    )
    digests.reschedule(user)
