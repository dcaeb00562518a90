"""The code that goes to an address; entering it makes a registration count."""

import secrets
from datetime import timedelta

from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from commons.delivery import services as delivery
from commons.delivery.enums import Lane
from commons.errors import RuleViolation
from events.calendar.models import Registration

RENDERER = "calendar.registration_code"
DIGITS = 6
LIFETIME = timedelta(minutes=15)
MOST_TRIES = 5
MOST_AN_HOUR = 5
# A second click within this time is the same wish: no second mail, no refusal.
SAME_WISH = timedelta(seconds=60)
HOUR = timedelta(hours=1)


def take_turn(address: str) -> None:
    """One code an address at a time, however often somebody clicks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{RENDERER} {address}"],
        )


def send(row: Registration) -> None:
    """Save the row with a new code, and mail it; earlier ones open nothing any more.

    Raises:
        RuleViolation: five codes went to the address within an hour.
    """
    now = timezone.now()
    if row.code_sent_at is not None and row.code_sent_at > now - SAME_WISH:
        row.save()
        return
    if _sent_lately(row.email) >= MOST_AN_HOUR:
        raise _too_many()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row.code_hash, row.code_tries = hash_of(row, code), 0
    row.code_sent_at, row.code_count = now, row.code_count + 1
    row.save()
    delivery.enqueue(
        key=f"{RENDERER}:{row.pk}:{row.code_count}",
        renderer=RENDERER,
        params={"registration": row.pk, "language": row.language},
        to_address=row.email,
        lane=Lane.CODE,
        body={"code": code},
    )


def is_right(row: Registration, typed: str) -> bool:
    return constant_time_compare(hash_of(row, typed), bytes(row.code_hash or b""))


def is_over(row: Registration) -> bool:
    sent = row.code_sent_at
    return sent is None or sent + LIFETIME <= timezone.now()


def hash_of(row: Registration, code: str) -> bytes:
    """Keyed by our secret: six digits alone could be guessed from a plain hash."""
    digits = "".join(sign for sign in code if sign.isascii() and sign.isdigit())
    words = f"{row.draft_id}:{row.email}:{digits}"
    return salted_hmac(RENDERER, words, algorithm="sha256").digest()


def _sent_lately(address: str) -> int:
    rows = Registration.objects.filter(
        email=address, code_sent_at__gt=timezone.now() - HOUR
    )
    return int(rows.aggregate(count=Sum("code_count"))["count"] or 0)


def _too_many() -> RuleViolation:
    return RuleViolation(
        _(
            "An diese Adresse haben wir in der letzten Stunde schon fünf Codes "
            "geschickt. Sehen Sie bitte auch im Spam-Ordner nach, oder versuchen Sie "
            "es später noch einmal."
        ),
        code="too_many_codes",
    )
