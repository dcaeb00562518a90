"""Writing a batch: rows at the bell, what waits in gathered mail, what goes at once.

Always in this order, and by the id of the reader: rows, then digests. Everybody who
locks several of them keeps to it (docs/decisions/0050-telling-a-crowd.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.utils import timezone

from commons import kinds
from commons.delivery import services as delivery
from commons.delivery.enums import BULK_FROM, Channel, Lane
from commons.notifications.enums import BY_URGENCY, Pace
from commons.notifications.models import MutedAddress, Notification
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.services import digests
from commons.notifications.services.addresses import hashes_of
from commons.notifications.services.pacing import pace_of, subject_of
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient, Target, Verb

RENDERER = "notification"

_INSERT = """
INSERT INTO notifications_notification AS known
    (happening_id, user_id, address, language, reason, subject, pace, created_at,
    folded, fold_key)
SELECT %(happening)s, user_id, address, language, reason, subject, pace, %(now)s,
    1, fold_key
FROM unnest(%(users)s::bigint[], %(addresses)s::text[], %(languages)s::text[],
    %(reasons)s::text[], %(subjects)s::text[], %(paces)s::text[], %(folds)s::text[])
    AS told (user_id, address, language, reason, subject, pace, fold_key)
ORDER BY user_id NULLS FIRST
ON CONFLICT {otherwise}
RETURNING id, user_id, address, subject, pace, digest_id
"""
_ONCE = "DO NOTHING"
# Two pieces of news in one line go as soon as the more urgent of them; `digest_id` is
# set anew after this.
_URGENCY = ", ".join(f"'{pace}'" for pace in BY_URGENCY)
_IS_SOONER = (
    f"array_position(ARRAY[{_URGENCY}], excluded.pace::text)"
    f" <= array_position(ARRAY[{_URGENCY}], known.pace::text)"
)
_FOLDED = f"""(user_id, fold_key)
    WHERE read_at IS NULL AND delivery_id IS NULL AND NOT fold_key = ''
DO UPDATE SET
    folded = known.folded + 1,
    happening_id = GREATEST(known.happening_id, excluded.happening_id),
    created_at = excluded.created_at,
    reason = CASE WHEN {_IS_SOONER} THEN excluded.reason ELSE known.reason END,
    subject = CASE WHEN {_IS_SOONER} THEN excluded.subject ELSE known.subject END,
    pace = CASE WHEN {_IS_SOONER} THEN excluded.pace ELSE known.pace END,
    digest_id = CASE WHEN {_IS_SOONER} THEN NULL ELSE known.digest_id END
"""
_MAILED = """
UPDATE notifications_notification AS notification
SET delivery_id = mailed.delivery_id
FROM unnest(%s::bigint[], %s::bigint[]) AS mailed (id, delivery_id)
WHERE notification.id = mailed.id
"""


@dataclass(frozen=True)
class Telling:
    """What is told, the same for every batch; `total` people hear of it."""

    happening: Happening
    verb: Verb
    target: Target
    total: int

    @cached_property
    def fold_key(self) -> str:
        fold = self.verb.fold
        return f"{self.verb.key}:{fold.key(self.target)}" if fold is not None else ""

    def fold_for(self, recipient: Recipient) -> str:
        """Empty for an address, which has no bell, and for what stands alone."""
        fold = self.verb.fold
        if fold is None or recipient.user_id is None:
            return ""
        is_folded = not fold.reasons or recipient.reason in fold.reasons
        return self.fold_key if is_folded else ""


def write(*tellings: tuple[Telling, Sequence[Recipient]]) -> None:
    """Tell people something, in a number of statements that doesn't grow with them.

    The caller holds each happening's row and a transaction. Several tellings keep to
    the order of locks together: the rows of all, then the digests of all.
    """
    readers = {one.user_id for _telling, told in tellings for one in told}
    user_ids = sorted(pk for pk in readers if pk is not None)
    wishes = wishes_of(user_ids) if user_ids else {}
    now = timezone.now()
    written = [
        (telling, told, _insert(telling, told, wishes, now))
        for telling, told in tellings
    ]
    digests.assign([row for *_telling, rows in written for row in rows], wishes)
    for telling, told, rows in written:
        at_once = [row for row in rows if _goes_at_once(row, telling.verb)]
        wanted = _without_muted(at_once)
        if wanted:
            _mail(telling, wanted, told)


def _insert(
    telling: Telling,
    recipients: Sequence[Recipient],
    wishes: dict[int, Wishes],
    now: datetime,
) -> list[Notification]:
    """New rows, or one more in the line that such news have at the bell already."""
    verb, nothing_chosen = telling.verb, Wishes()
    values: dict[str, Any] = {
        "happening": telling.happening.pk,
        "now": now,
        "users": [one.user_id for one in recipients],
        "addresses": ["" if one.user_id else one.address.strip() for one in recipients],
        "languages": [one.language for one in recipients],
        "reasons": [one.reason for one in recipients],
        "subjects": [subject_of(one, verb) for one in recipients],
        "paces": [
            str(pace_of(one, verb, wishes.get(one.user_id or 0, nothing_chosen)))
            for one in recipients
        ],
        "folds": [telling.fold_for(one) for one in recipients],
    }
    statement = _INSERT.format(otherwise=_FOLDED if verb.fold else _ONCE)
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        names = [column.name for column in cursor.description]
        rows = cursor.fetchall()
    return [Notification.from_db(connection.alias, names, row) for row in rows]


def _goes_at_once(row: Notification, verb: Verb) -> bool:
    """In a mail of its own, that nobody else writes."""
    is_written_elsewhere = verb.mails_itself and row.user_id is not None
    is_alone = row.pace == Pace.AT_ONCE and row.digest_id is None
    return is_alone and not is_written_elsewhere


def _mail(
    telling: Telling, wanted: Sequence[Notification], recipients: Sequence[Recipient]
) -> None:
    """One mail each; a letter or a call for whom no mail reaches."""
    # If it goes on like this batch, how many will there be?
    is_crowd = len(wanted) * telling.total >= BULK_FROM * len(recipients)
    by_hand = {
        one.address.strip(): Channel(one.channel) for one in recipients if one.channel
    }
    region_id = kinds.of(telling.target).region_id(telling.target) if by_hand else None
    mails = {
        row.pk: delivery.prepare(
            key=f"notification:{row.pk}",
            renderer=RENDERER,
            to_user_id=row.user_id,
            to_address=row.address,
            channel=by_hand.get(row.address, Channel.MAIL),
            lane=Lane.BULK if is_crowd else Lane.STANDARD,
            region_id=region_id,
        )
        for row in wanted
    }
    ids = delivery.enqueue_all(mails.values())
    with connection.cursor() as cursor:
        cursor.execute(
            _MAILED, [list(mails), [ids[mail.key] for mail in mails.values()]]
        )


def _without_muted(rows: Sequence[Notification]) -> list[Notification]:
    """Leave out addresses without an account that want nothing."""
    hashes = {row.address: hashes_of(row.address) for row in rows if row.address}
    if not hashes:
        return list(rows)
    muted = set(
        MutedAddress.objects.filter(
            address_hash__in=[item for known in hashes.values() for item in known]
        ).values_list("address_hash", flat=True)
    )
    return [row for row in rows if muted.isdisjoint(hashes.get(row.address, ()))]
