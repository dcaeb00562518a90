"""The code that goes to an e-mail address; entering it submits the draft.

Why not allauth's own code: it asks first whether an account exists and sends another
mail if not. Here both are one step (docs/decisions/0012).
"""

import secrets
from datetime import timedelta
from enum import Enum
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language, gettext as _, gettext_lazy

from commons.accounts.models import User
from commons.delivery import mails, services as delivery
from commons.delivery.enums import Lane
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered
from commons.errors import RuleViolation
from commons.owndata import Rows
from participation.ideas.models import SubmitCode

RENDERER = "ideas.submit_code"
DIGITS = 6
LIFETIME = timedelta(minutes=15)
MOST_TRIES = 5
MOST_AN_HOUR = 5
# A second click within this time is the same wish: no second mail, no refusal.
SAME_WISH = timedelta(seconds=60)
HOUR = timedelta(hours=1)
KEPT_FOR = timedelta(days=1)


class Answer(Enum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    SPENT = "spent"
    UNKNOWN = "unknown"


@transaction.atomic
def send(*, draft_id: UUID, address: str, display_name: str = "") -> SubmitCode:
    """Mail a new code for a draft; earlier ones of the draft open nothing any more.

    Raises:
        RuleViolation: five codes went to the address within an hour.
    """
    address, now = address.strip().lower(), timezone.now()
    _lock(address)
    last = newest(draft_id)
    if last and last.address == address and last.created_at > now - SAME_WISH:
        return last
    sent = SubmitCode.objects.filter(address=address, created_at__gt=now - HOUR)
    if sent.count() >= MOST_AN_HOUR:
        raise _too_many()
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    row = SubmitCode.objects.create(
        draft_id=draft_id,
        address=address,
        display_name=display_name,
        code_hash=hash_of(draft_id, code),
        created_at=now,
        expires_at=now + LIFETIME,
    )
    delivery.enqueue(
        key=f"{RENDERER}:{row.pk}",
        renderer=RENDERER,
        params={"submit_code": row.pk, "language": get_language() or "de"},
        to_address=address,
        lane=Lane.CODE,
        body={"code": code},
    )
    return row


@transaction.atomic
def check(*, draft_id: UUID, typed: str) -> tuple[Answer, SubmitCode | None]:
    """Compare a typed code with the newest one of the draft; counts the tries.

    The right code stays right for a minute after it was used, so that a double click
    ends well.
    """
    row = newest(draft_id, lock=True)
    if row is None:
        return Answer.UNKNOWN, None
    now = timezone.now()
    if row.expires_at <= now or (row.used_at and row.used_at < now - SAME_WISH):
        return Answer.EXPIRED, row
    if row.tries >= MOST_TRIES:
        return Answer.SPENT, row
    right = constant_time_compare(hash_of(draft_id, typed), bytes(row.code_hash))
    if right:
        row.used_at = row.used_at or now
    else:
        row.tries += 1
    row.save(update_fields=["tries", "used_at"])
    if right:
        return Answer.RIGHT, row
    return (Answer.SPENT if row.tries >= MOST_TRIES else Answer.WRONG), row


def forget() -> int:
    """Delete old codes; gives how many."""
    old = SubmitCode.objects.filter(expires_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def sent_to(user: User) -> Rows:
    """What a person may read of the codes that went to their address."""
    mine = SubmitCode.objects.filter(address=user.email).order_by("pk")
    return [*mine.values("display_name", "created_at", "used_at")]


def forget_address_of(user: User) -> None:
    SubmitCode.objects.filter(address=user.email).delete()


def newest(draft_id: UUID, *, lock: bool = False) -> SubmitCode | None:
    rows = SubmitCode.objects.filter(draft_id=draft_id).order_by("-pk")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.first()


def hash_of(draft_id: UUID, code: str) -> bytes:
    """Keyed by our secret: six digits alone could be guessed from a plain hash."""
    digits = "".join(sign for sign in code if sign.isdigit())
    return salted_hmac(RENDERER, f"{draft_id}:{digits}", algorithm="sha256").digest()


def render_mail(row: Delivery) -> Rendered:
    """The renderer `ideas.submit_code`; the code comes from the sealed body."""
    code, language = delivery.body_of(row)["code"], row.params["language"]
    with translation.override(language):
        subject = _("%(code)s ist Ihr Code für Bindeglied") % {"code": code}
    return mails.compose(
        "idea_code",
        {"code": code, "minutes": int(LIFETIME.total_seconds() // 60)},
        subject=subject,
        language=language,
    )


def _lock(address: str) -> None:
    """One code an address at a time, however often somebody clicks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"{RENDERER} {address}"],
        )


def _too_many() -> RuleViolation:
    message = gettext_lazy(
        "An diese Adresse haben wir in der letzten Stunde schon fünf Codes geschickt. "
        "Sehen Sie bitte auch im Spam-Ordner nach, oder versuchen Sie es später noch "
        "einmal. Ihr Text ist gesichert."
    )
    return RuleViolation(message, code="too_many_codes")
