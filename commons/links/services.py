"""Links that open one case for one recipient without an account.

A token is HMAC(key, id and nonce): recomputed when a mail is sent, never stored.
The key follows from SECRET_KEY; `key_version` is its fingerprint, so links outlive
a change of the key as long as the old one is among SECRET_KEY_FALLBACKS.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from commons.links.models import SignedLink
from commons.tokens import hash_of, is_token

log = structlog.get_logger(__name__)

SESSION_KEY = "links"
# After this time in one browser the mail must be opened again.
SESSION_LIFETIME = timedelta(hours=12)
MOST_IN_SESSION = 50
# A recipient's address is kept a while for questions, then it goes.
ADDRESS_LIFETIME = timedelta(days=90)


class KeyRetiredError(Exception):
    """The key that made this link is gone; a new link must be granted."""


@transaction.atomic
def grant(
    purpose: str, kind: str, target_id: int, *, recipient: str, expires_at: datetime
) -> SignedLink:
    """Create the right to open one case; the token is made when it is sent.

    Args:
        purpose: what the link is for; only this purpose resolves it.
        recipient: the address or name it goes to, for the people who look after it.
    """
    pk = _next_id()
    version = _version(settings.SECRET_KEY)
    nonce = secrets.token_urlsafe(18)
    return SignedLink.objects.create(
        pk=pk,
        purpose=purpose,
        kind=kind,
        target_id=target_id,
        recipient=recipient,
        nonce=nonce,
        key_version=version,
        token_hash=hash_of(_token(settings.SECRET_KEY, pk, nonce)),
        created_at=timezone.now(),
        expires_at=expires_at,
    )


def token_of(link: SignedLink) -> str:
    """The secret part of the address, for the mail that is being sent.

    Raises:
        KeyRetiredError: SECRET_KEY has changed and the old key is not kept.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        if _version(key) == link.key_version:
            return _token(key, link.pk, link.nonce)
    raise KeyRetiredError(link.pk)


def resolve(purpose: str, token: str) -> SignedLink | None:
    """The link behind a token; None alike if unknown, revoked, expired or not ours."""
    if not is_token(token):
        return None
    digest = hash_of(token)
    link = SignedLink.objects.filter(token_hash=digest).first()
    if link is None or not constant_time_compare(link.token_hash, digest):
        return None
    return link if link.purpose == purpose and is_valid(link) else None


def is_valid(link: SignedLink) -> bool:
    return link.revoked_at is None and link.expires_at > timezone.now()


@transaction.atomic
def open_link(request: HttpRequest, link: SignedLink) -> None:
    """Swap the token for a right in this session; called only on POST.

    Mail scanners follow links but press no buttons: `opened_at` means a person.
    """
    if request.method != "POST":
        message = "A link is opened by POST only."
        raise ValueError(message)
    now = timezone.now()
    SignedLink.objects.filter(pk=link.pk, opened_at__isnull=True).update(opened_at=now)
    if request.session.session_key and not request.user.is_authenticated:
        request.session.cycle_key()  # whoever knew the session before gains nothing
    opened = dict(request.session.get(SESSION_KEY, {}))
    opened[str(link.pk)] = now.isoformat()
    newest = sorted(opened.items(), key=lambda entry: entry[1])[-MOST_IN_SESSION:]
    request.session[SESSION_KEY] = dict(newest)
    log.info("links.opened", link=link.pk, purpose=link.purpose)


def opened_in(
    request: HttpRequest, purpose: str, kind: str, target_id: int
) -> SignedLink | None:
    """The valid link that this session opened for the case, if there is one."""
    pks = _opened_pks(request)
    if not pks:
        return None
    links = SignedLink.objects.filter(
        pk__in=pks, purpose=purpose, kind=kind, target_id=target_id
    )
    return next((link for link in links.order_by("-pk") if is_valid(link)), None)


def targets_opened_in(request: HttpRequest, purpose: str, kind: str) -> set[int]:
    """What this session opened by links of one sort that are still valid."""
    pks = _opened_pks(request)
    if not pks:
        return set()
    links = SignedLink.objects.filter(pk__in=pks, purpose=purpose, kind=kind)
    return {link.target_id for link in links if is_valid(link)}


def had_opened(request: HttpRequest, purpose: str, kind: str, target_id: int) -> bool:
    """Whether this session opened the case by a link, even one that has ended since."""
    pks = _opened_pks(request)
    if not pks:
        return False
    return SignedLink.objects.filter(
        pk__in=pks, purpose=purpose, kind=kind, target_id=target_id
    ).exists()


def close(request: HttpRequest) -> None:
    """Give up all cases that this session opened by links."""
    request.session.pop(SESSION_KEY, None)


def revoke(link: SignedLink) -> None:
    """End a link at once, also in sessions that have opened it."""
    now = timezone.now()
    SignedLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(
        revoked_at=now
    )
    link.revoked_at = link.revoked_at or now


def forget_recipients(now: datetime) -> int:
    """Blank the addresses of links that ended 90 days ago."""
    old = SignedLink.objects.filter(expires_at__lt=now - ADDRESS_LIFETIME)
    return old.exclude(recipient="").update(recipient="")


def _opened_pks(request: HttpRequest) -> list[int]:
    since = (timezone.now() - SESSION_LIFETIME).isoformat()
    opened = request.session.get(SESSION_KEY, {})
    return [int(pk) for pk, moment in opened.items() if moment >= since]


def _next_id() -> int:
    """The token is made of the id, so the id is needed before the row is written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))", ["links_signedlink"]
        )
        (pk,) = cursor.fetchone()
    return int(pk)


def _version(key: str) -> str:
    return hashlib.sha256(f"commons.links version {key}".encode()).hexdigest()[:8]


def _token(key: str, pk: int, nonce: str) -> str:
    own_key = hashlib.sha256(f"commons.links token {key}".encode()).digest()
    mac = hmac.digest(own_key, f"{pk}.{nonce}".encode(), "sha256")
    return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()
