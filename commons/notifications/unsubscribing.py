"""The links of a mail that need no sign-in: one stops it, one shows the wishes.

Both are signed. The first is for one mail, holds for ever, and stops only its sort.
The second is for one person and their address of today: it ends after a year, and when
their address changes, so that an old mailbox can't reach a new one's wishes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from commons.accounts.models import User
from commons.delivery.mails import absolute
from commons.notifications.enums import Pace
from commons.notifications.models import Digest, Notification
from commons.notifications.queries.wishes import Wishes

SALT = "notifications.unsubscribe"
UNDO_SALT = "notifications.undo"
WISHES_SALT = "notifications.wishes"
BEFORE_SALT = "notifications.before"
HOUR = 3600  # seconds
DAY = 24 * HOUR
YEAR = 366 * 24 * 3600  # seconds
NOTIFICATION, DIGEST = "n", "d"


@dataclass(frozen=True)
class Stopped:
    """What was stopped, each with what held before: enough to take it back.

    `paces` holds what had been chosen for a subject ("" for nothing), `follows` the
    pace that a follow had of its own, `wishes` that of what is no follow, by its reason
    (`origins.Wish`).
    """

    paces: Mapping[str, str] = field(default_factory=dict)
    follows: Mapping[int, str] = field(default_factory=dict)
    is_address: bool = False
    wishes: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.paces or self.follows or self.is_address or self.wishes)


def url_for(row: Notification | Digest) -> str:
    """Where the sort of mail that tells this is stopped, by a POST (RFC 8058)."""
    return absolute(reverse("notifications:unsubscribe", args=[token_for(row)]))


def token_for(row: Notification | Digest) -> str:
    """Says whose and what sort it is, so that the link outlives the row."""
    printed = _print_of(row.user) if row.user is not None else ""
    if isinstance(row, Digest):
        said = [DIGEST, row.pk, row.user_id, row.pace, printed]
    else:
        said = [NOTIFICATION, row.pk, row.user_id, row.subject, printed]
    return signing.dumps(said, salt=SALT)


def find(token: str) -> Notification | Digest | None:
    """What a link stands for, made anew if the row is gone; None if it isn't ours."""
    said = _loaded(token, salt=SALT)
    if isinstance(said, int):  # links of the first version
        said = [NOTIFICATION, said, None, "", ""]
    if not isinstance(said, list):
        return None
    sort, pk, user_id, word, _printed = said
    model = Digest if sort == DIGEST else Notification
    row = model.objects.filter(pk=pk).select_related("user").first()
    if row is not None or user_id is None:
        return row
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return None
    if sort == DIGEST:
        return Digest(user=user, pace=word)
    return Notification(user=user, subject=word)


def is_young(token: str, user: User) -> bool:
    """Whether its mail went to this person's address of today, within the year."""
    said = _loaded(token, salt=SALT, max_age=YEAR)
    return isinstance(said, list) and constant_time_compare(said[-1], _print_of(user))


def undo_token(row: Notification | Digest, stopped: Stopped) -> str:
    said = [
        _reader_of(row),
        stopped.paces,
        by_pace(stopped.follows),
        stopped.is_address,
        {reason: by_pace(paces) for reason, paces in stopped.wishes.items()},
    ]
    return signing.dumps(said, salt=UNDO_SALT, compress=True)


def undone(row: Notification | Digest, token: str) -> Stopped | None:
    """None if it takes back what somebody else stopped, or is too old to be a slip.

    A mail is forwarded with its link: who gets it must not bring what they wish.
    """
    said = _loaded(token, salt=UNDO_SALT, max_age=DAY)
    if said is None or said[0] != _reader_of(row):
        return None
    _reader, paces, follows, is_address, *later = said
    wishes = later[0] if later else {}  # tokens of the first version have none
    return Stopped(
        paces,
        _by_pk(follows),
        is_address,
        {reason: _by_pk(several) for reason, several in wishes.items()},
    )


def by_pace(paces: Mapping[int, str]) -> dict[str, list[int]]:
    """The ids of each pace."""
    found: dict[str, list[int]] = {}
    for pk, pace in paces.items():
        found.setdefault(pace, []).append(pk)
    return found


def _by_pk(pks_of: Mapping[str, list[int]]) -> dict[int, str]:
    return {pk: pace for pace, pks in pks_of.items() for pk in pks}


def preferences_url_for(user: User) -> str:
    """The page of somebody's wishes about mail, for a mail to them: no sign-in."""
    token = signing.dumps([user.pk, _print_of(user)], salt=WISHES_SALT)
    return absolute(reverse("notifications:preferences-link", args=[token]))


def before_token(user: User, wishes: Wishes) -> str:
    """What held before a change on the page of wishes, for its way back."""
    said = [
        user.pk,
        wishes.wants_mail,
        wishes.paces,
        [wishes.daily_hour, wishes.weekly_day, wishes.weekly_hour],
        wishes.paused_until.isoformat() if wishes.paused_until else "",
    ]
    return signing.dumps(said, salt=BEFORE_SALT, compress=True)


def before_of(user: User, token: str) -> Wishes | None:
    """None if it is somebody else's, or too old to be a slip."""
    said = _loaded(token, salt=BEFORE_SALT, max_age=HOUR)
    if said is None or said[0] != user.pk:
        return None
    _pk, wants_mail, paces, (daily_hour, weekly_day, weekly_hour), until = said
    return Wishes(
        wants_mail=wants_mail,
        paces={subject: Pace(pace) for subject, pace in paces.items()},
        daily_hour=daily_hour,
        weekly_day=weekly_day,
        weekly_hour=weekly_hour,
        paused_until=date.fromisoformat(until) if until else None,
    )


def person_of(token: str) -> User | None:
    """Whose wishes a link shows; None once it has ended."""
    said = _loaded(token, salt=WISHES_SALT, max_age=YEAR)
    if said is None:
        return None
    pk, fingerprint = said
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None or not constant_time_compare(fingerprint, _print_of(user)):
        return None
    return user


def _reader_of(row: Notification | Digest) -> int | str:
    """Whose wishes a mail's link changes; of an address nothing can be read."""
    if row.user_id is not None:
        return int(row.user_id)
    mac = salted_hmac(UNDO_SALT, row.address.lower(), algorithm="sha256")
    return mac.hexdigest()[:32]


def _print_of(user: User) -> str:
    mac = salted_hmac(WISHES_SALT, user.email.lower(), algorithm="sha256")
    return mac.hexdigest()[:16]


def _loaded(token: str, *, salt: str, max_age: int | None = None) -> Any:
    try:
        return signing.loads(token, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return None
