"""What the link in a mail stops: exactly the sort of mail that it stands in."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from commons.notifications import origins, reasons, subjects
from commons.notifications.enums import GATHERED, Pace
from commons.notifications.models import (
    Digest,
    Follow,
    Notification,
    SubjectPreference,
)
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import addresses, preferences
from commons.notifications.unsubscribing import Stopped


def to_stop(row: Notification | Digest) -> Stopped:
    """What stopping the sort of mail that told this would change; false if nothing.

    A single mail: the follow it came through, if that has a pace of its own, else its
    subject. A gathered mail: every subject and every follow of its pace, and what
    waited in it for the end of a pause.
    """
    if row.user is None:
        is_heard = not addresses.is_muted(row.address)
        return Stopped(is_address=is_heard)
    wishes = wishes_of([row.user.pk])[row.user.pk]
    if not wishes.wants_mail:
        return Stopped()
    if isinstance(row, Digest):
        return _of_digest(row, wishes)
    return _of_one(row, wishes)


@transaction.atomic
def stop(row: Notification | Digest) -> Stopped:
    """Stop the sort of mail that told this; doing it again stops nothing more."""
    stopped = to_stop(row)
    if row.user is None:
        addresses.mute(row.address)
        return stopped
    Follow.objects.filter(pk__in=stopped.follows).update(pace=Pace.BELL)
    preferences.set_paces(row.user, dict.fromkeys(stopped.paces, Pace.BELL))
    return stopped


@transaction.atomic
def restore(row: Notification | Digest, stopped: Stopped) -> None:
    """Take a stop back, but nothing that its reader chose since."""
    if row.user is None:
        addresses.unmute(row.address)
        return
    own = Follow.objects.filter(user_id=row.user.pk, pace=Pace.BELL)
    for pace in set(stopped.follows.values()):
        pks = [pk for pk, before in stopped.follows.items() if before == pace]
        own.filter(pk__in=pks).update(pace=pace)
    still = SubjectPreference.objects.filter(user_id=row.user.pk, pace=Pace.BELL)
    since = set(still.values_list("subject", flat=True))
    preferences.set_paces(
        row.user,
        {subject: pace for subject, pace in stopped.paces.items() if subject in since},
    )


def _of_one(notification: Notification, wishes: Wishes) -> Stopped:
    rows = [notification] if notification.pk else []
    follows = _paced_behind(rows, notification.pace)
    if follows:
        return Stopped(follows=follows)
    return Stopped(paces=_chosen([_subject(notification)], wishes))


def _of_digest(digest: Digest, wishes: Wishes) -> Stopped:
    rows = digest.notifications.select_related("happening") if digest.pk else []
    told = list(rows)
    keys = {
        _subject(row)
        for row in told
        if wishes.pace_for(_subject(row)) == row.pace == Pace.AT_ONCE
    }
    if digest.pace not in GATHERED:
        return Stopped(_chosen(keys, wishes), _paced_behind(told, digest.pace))
    own = Follow.objects.filter(user_id=digest.user_id, pace=digest.pace)
    known = (subject.key for subject in subjects.all_subjects())
    keys |= {key for key in known if wishes.pace_for(key) == digest.pace}
    return Stopped(_chosen(keys, wishes), _paced(own, digest.pace))


def _subject(notification: Notification) -> str:
    """Rows of before subjects were kept have none."""
    known = notification.subject or reasons.of(notification.reason).subject
    return subjects.get(known).key


def _chosen(keys: Iterable[str], wishes: Wishes) -> dict[str, str]:
    heard = sorted(key for key in keys if wishes.pace_for(key) != Pace.BELL)
    return {key: str(wishes.paces.get(key, "")) for key in heard}


def _paced_behind(rows: Sequence[Notification], pace: str) -> dict[int, str]:
    several = origins.follows_behind(rows[0].user_id or 0, rows) if rows else []
    return _paced((follow for follows in several for follow in follows), pace)


def _paced(follows: Iterable[Follow], pace: str) -> dict[int, str]:
    return {row.pk: row.pace for row in follows if row.pace and row.pace == pace}
