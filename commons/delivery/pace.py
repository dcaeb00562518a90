"""How many messages may go, to whom and how fast: leaky buckets in PostgreSQL.

All rates of the house stand here. A bucket holds one moment, `free_at`: when all that
it promised has run out. A message that comes too early gets its turn from it, waits
for that turn in its row, and then goes without asking again: each message waits once,
however many wait. Lanes have buckets of their own, so a newsletter to a provider never
holds up a case; sign-in codes know no politeness, only a cap.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from commons.delivery import fingerprints, locks
from commons.delivery.enums import Channel, Lane
from commons.delivery.models import Bucket, Delivery

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Rate:
    """One message each `step`, and so many at once before that counts."""

    step: timedelta
    burst: int


@dataclass(frozen=True)
class Limits:
    everybody: Rate
    domain: Rate | None
    recipient: Rate


LIMITS: dict[str, Limits] = {
    Lane.CODE: Limits(
        everybody=Rate(SECOND / 50, 500),
        domain=None,
        recipient=Rate(timedelta(seconds=45), 20),
    ),
    Lane.STANDARD: Limits(
        everybody=Rate(SECOND / 100, 1_000),
        domain=Rate(SECOND / 20, 200),
        recipient=Rate(timedelta(seconds=10), 60),
    ),
    Lane.BULK: Limits(
        everybody=Rate(SECOND / 60, 500),
        domain=Rate(SECOND / 10, 100),
        recipient=Rate(timedelta(seconds=60), 10),
    ),
}
ENDPOINT = Rate(SECOND / 5, 20)
KEEP = timedelta(days=1)

# One statement, so that the rows are locked for a moment only, in one order.
TAKE = """
    INSERT INTO delivery_bucket (key, free_at)
    SELECT wanted.key, statement_timestamp() + wanted.step
    FROM unnest(%s::text[], %s::interval[]) AS wanted (key, step)
    ORDER BY wanted.key
    ON CONFLICT (key) DO UPDATE SET free_at =
        greatest(delivery_bucket.free_at, statement_timestamp())
        + (excluded.free_at - statement_timestamp())
    RETURNING key, free_at
"""
HOLD = """
    INSERT INTO delivery_bucket (key, free_at) VALUES (%s, %s)
    ON CONFLICT (key) DO UPDATE SET free_at =
        greatest(delivery_bucket.free_at, excluded.free_at)
"""


def turn_of(delivery: Delivery, address: str) -> datetime | None:
    """When it may go if not at once; its place in the row is taken by asking."""
    if delivery.turn_at is not None:
        return None
    turn = _take(rates_of(delivery, address))
    return turn if turn > timezone.now() else None


def rates_of(delivery: Delivery, address: str) -> dict[str, Rate]:
    """The buckets a message has to pass, by key."""
    lane = delivery.lane
    if delivery.channel == Channel.WEBHOOK:
        return {f"{lane}:endpoint:{delivery.endpoint_id}": ENDPOINT}
    limits = LIMITS[lane]
    recipient = fingerprints.fingerprints_of(address)[0]
    rates = {
        f"{lane}:everybody": limits.everybody,
        f"{lane}:recipient:{recipient}": limits.recipient,
    }
    if limits.domain is not None:
        rates[_domain_key(lane, address)] = limits.domain
    return rates


def hold_domain(lane: str, address: str, until: datetime) -> None:
    """Nothing of this lane to this provider until then: it asked us to slow down."""
    limits = LIMITS[lane]
    if limits.domain is None or not fingerprints.domain_of(address):
        return
    free_at = until + limits.domain.step * limits.domain.burst
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [_domain_key(lane, address), free_at])


def tidy() -> int:
    """Forget buckets that have long run out; gives their number."""
    old = timezone.now() - KEEP
    return Bucket.objects.filter(free_at__lt=old).delete()[0]


@transaction.atomic
def _take(rates: dict[str, Rate]) -> datetime:
    """The latest turn that one of the buckets gives."""
    locks.commit_without_flush()
    steps = [rate.step for rate in rates.values()]
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [list(rates), steps])
        rows: list[tuple[str, datetime]] = cursor.fetchall()
    turns = (free_at - rates[key].step * rates[key].burst for key, free_at in rows)
    return max(turns)


def _domain_key(lane: str, address: str) -> str:
    """Hashed, since the domain of a small family is a person's."""
    domain = fingerprints.domain_of(address)
    return f"{lane}:domain:{fingerprints.fingerprints_of(domain)[0]}"
