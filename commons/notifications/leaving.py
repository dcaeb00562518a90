"""What somebody just left, signed, so that one button brings it back as it was."""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import timedelta

from django.core import signing

from commons.accounts.models import User
from commons.notifications.queries.follows import PLAIN
from commons.notifications.services.following import Left

SALT = "notifications.left"
LIFETIME = timedelta(days=1)
# What went into an idea comes back with it; the token stands in an address.
MOST = 20


def token_for(user: User, left: Iterable[Left]) -> str:
    rows = [astuple(each) for each in left][:MOST]
    return signing.dumps([user.pk, rows], salt=SALT, compress=True)


def left_by(user: User, token: str) -> list[Left]:
    """Nothing for a token that is not ours, not theirs, or too old."""
    try:
        user_id, rows = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError):
        return []
    return [Left(*row) for row in rows] if user_id == user.pk else []


def is_more_than_plain(left: Iterable[Left]) -> bool:
    """Whether following anew would lose something: a reason, a pace, more than one."""
    rows = list(left)
    plain = [(PLAIN, "", False)] * len(rows)
    return (
        len(rows) > 1
        or [(each.reason, each.pace, each.is_muted) for each in rows] != plain
    )
