"""What the link in a mail stops: exactly the sort of mail that it stands in."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction

from commons.notifications import origins, reasons, subjects
from commons.notifications.enums import GATHERED, Pace
from commons.notifications.models import (
    Digest,
    Follow,
    Notification,
    SubjectPreference,
)
from commons.notifications.origins import Wish
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import addresses, preferences, wanting
from commons.notifications.targets import targets_of
from commons.notifications.unsubscribing import Stopped, by_pace

Own = dict[str, dict[int, str]]  # of what is no follow: by reason, by id


def to_stop(row: Notification | Digest) -> Stopped:
    """What stopping the sort of mail that told this would change; false if nothing.

    A single mail: the follow or the wish it came through, if that has a pace of its
    own, else its subject. A gathered mail: every subject, follow and wish of its pace,
    and what waited in it for the end of a pause.
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
    for wish, pks, pace in _wishes_in(stopped):
        wish.change(row.user.pk, pks, pace, Pace.BELL)
    preferences.set_paces(row.user, dict.fromkeys(stopped.paces, Pace.BELL))
    return stopped


@transaction.atomic
def restore(row: Notification | Digest, stopped: Stopped) -> None:
    """Take a stop back, but nothing that its reader chose since."""
    if row.user is None:
        addresses.unmute(row.address)
        return
    own = Follow.objects.filter(user_id=row.user.pk, pace=Pace.BELL)
    for pace, pks in by_pace(stopped.follows).items():
        own.filter(pk__in=pks).update(pace=pace)
    for wish, pks, pace in _wishes_in(stopped):
        wish.change(row.user.pk, pks, Pace.BELL, pace)
    still = SubjectPreference.objects.filter(user_id=row.user.pk, pace=Pace.BELL)
    since = set(still.values_list("subject", flat=True))
    preferences.set_paces(
        row.user,
        {subject: pace for subject, pace in stopped.paces.items() if subject in since},
    )


def _wishes_in(stopped: Stopped) -> Iterator[tuple[Wish, list[int], str]]:
    for reason, paces in stopped.wishes.items():
        if (wish := origins.wish_behind(reason)) is not None:
            for pace, pks in by_pace(paces).items():
                yield wish, pks, pace


def _of_one(notification: Notification, wishes: Wishes) -> Stopped:
    rows = [notification] if notification.pk else []
    pace = notification.pace
    own = Stopped(follows=_paced_behind(rows, pace), wishes=_own_behind(rows, pace))
    if own or any(_is_silent(row) for row in rows):
        return own
    return Stopped(paces=_chosen([_subject(notification)], wishes))


def _of_digest(digest: Digest, wishes: Wishes) -> Stopped:
    told = [row for row in _told_in(digest) if row.pace == Pace.AT_ONCE]
    keys = {
        _subject(row) for row in told if wishes.pace_for(_subject(row)) == Pace.AT_ONCE
    }
    follows = _paced_behind(told, Pace.AT_ONCE)
    own = _own_behind(told, Pace.AT_ONCE)
    if digest.pace in GATHERED:
        at_its_pace = Follow.objects.filter(user_id=digest.user_id, pace=digest.pace)
        follows |= _paced(at_its_pace, digest.pace)
        for reason, paces in _own_of(digest).items():
            own[reason] = own.get(reason, {}) | paces
        known = (subject.key for subject in subjects.all_subjects())
        keys |= {key for key in known if wishes.pace_for(key) == digest.pace}
    return Stopped(_chosen(keys, wishes), follows, wishes=own)


def _told_in(digest: Digest) -> Iterable[Notification]:
    """One made anew from its link holds nothing any more."""
    if not digest.pk:
        return []
    return digest.notifications.select_related("happening", "user")


def _is_silent(row: Notification) -> bool:
    """Whether what it came through is at the bell already: no subject's pace counts."""
    user_id = row.user_id or 0
    through = wanting.behind(user_id, [row], targets_of([row], row.user))[row.pk]
    followed: set[str | None] = {follow.pace for follow in through.follows}
    paces = followed or {through.pace}
    return paces == {Pace.BELL}


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


def _own_behind(rows: Sequence[Notification], pace: str) -> Own:
    """What is no follow and may have brought these, for whichever reason counted."""
    found: Own = {}
    for reason, wish in origins.all_wishes():
        told = [row for row in rows if row.happening.verb == wish.verb]
        things = [row.happening.target_id for row in told]
        if told and (pks := wish.find(told[0].user_id or 0, pace, things)):
            found[reason] = dict.fromkeys(pks, pace)
    return found


def _own_of(digest: Digest) -> Own:
    everything = {
        reason: wish.find(digest.user_id, digest.pace, None)
        for reason, wish in origins.all_wishes()
    }
    return {
        reason: dict.fromkeys(pks, digest.pace)
        for reason, pks in everything.items()
        if pks
    }
