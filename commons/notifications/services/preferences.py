"""Which mails somebody wants, how soon and when; and addresses that want none.

Every change of a wish moves what already waits for a gathered mail.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from commons.notifications.enums import Pace
from commons.notifications.models import (
    MailPreference,
    MutedAddress,
    SubjectPreference,
)
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import digests


def set_mail(user: Model, *, wanted: bool) -> None:
    """Send mail to this person beside the bell, or none whatever they chose else."""
    _set(user, wants_mail=wanted)


def wants_mail(user: Model) -> bool:
    stopped = MailPreference.objects.filter(user_id=user.pk, wants_mail=False)
    return not stopped.exists()


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


def mute(address: str) -> None:
    """Send no more notifications to an address without an account."""
    MutedAddress.objects.get_or_create(
        address_hash=hashes_of(address)[0], defaults={"muted_at": timezone.now()}
    )


def unmute(address: str) -> None:
    MutedAddress.objects.filter(address_hash__in=hashes_of(address)).delete()


def is_muted(address: str) -> bool:
    return MutedAddress.objects.filter(address_hash__in=hashes_of(address)).exists()


def hashes_of(address: str) -> list[str]:
    """Hashes under the key of today and earlier ones.

    Keyed, so that the table can't be searched with a list of addresses.
    """
    plain = address.strip().lower().encode()
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    keys = [f"notifications.muted:{secret}".encode() for secret in secrets]
    return [hmac.new(key, plain, hashlib.sha256).hexdigest() for key in keys]
