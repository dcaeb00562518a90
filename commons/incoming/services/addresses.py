"""Addresses of ours that stand for one case: `vorgang+v7k3…@beteiligung.example`.

As with signed links the token is an HMAC of the row, recomputed when a mail is sent,
and only its hash is stored. It is short enough for the part before the "@" (64 octets,
RFC 5321) and survives servers that change capitals.
"""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from commons.incoming.models import ReplyAddress
from commons.tokens import hash_of

SALT = "commons.incoming.addresses"
# 26 signs of 5 bits: 130 bits.
TOKEN_LENGTH = 26
LONGEST_LOCAL_PART = 64


def address_for(
    purpose: str, kind: str, target_id: int, *, expires_at: datetime
) -> str:
    """The address that stands for the case; "" where no mailbox is read.

    Made when it is first needed; a new one once the key of the old is gone.
    """
    local, _at, domain = settings.REPLY_ADDRESS.strip().rpartition("@")
    if not is_on() or len(local) + 1 + TOKEN_LENGTH > LONGEST_LOCAL_PART:
        return ""
    row = (
        ReplyAddress.objects.filter(
            purpose=purpose,
            kind=kind,
            target_id=target_id,
            revoked_at__isnull=True,
            expires_at__gt=timezone.now(),
            key_version=_version(settings.SECRET_KEY),
        )
        .order_by("-pk")
        .first()
    )
    row = row or _grant(purpose, kind, target_id, expires_at)
    return f"{local}+{_token(settings.SECRET_KEY, row)}@{domain}"


def is_on() -> bool:
    """Whether a mailbox for replies is set up."""
    local, at, domain = settings.REPLY_ADDRESS.strip().rpartition("@")
    return bool(at and local and domain)


def find(purpose: str, recipients: Iterable[str]) -> ReplyAddress | None:
    """The row behind one of the addresses; also one that is over."""
    hashes = [hash_of(tag) for tag in tags_in(recipients)]
    rows = ReplyAddress.objects.filter(purpose=purpose, token_hash__in=hashes)
    return rows.order_by("-pk").first()


def tags_in(recipients: Iterable[str]) -> list[str]:
    """What stands behind the plus in those of the addresses that are ours."""
    own_local, _at, own_domain = settings.REPLY_ADDRESS.strip().lower().rpartition("@")
    tags = []
    for address in recipients:
        local, _at, domain = address.strip().lower().rpartition("@")
        name, plus, tag = local.partition("+")
        if plus and tag and (name, domain) == (own_local, own_domain):
            tags.append(tag)
    return tags


def is_over(row: ReplyAddress) -> bool:
    return row.revoked_at is not None or row.expires_at <= timezone.now()


def _grant(
    purpose: str, kind: str, target_id: int, expires_at: datetime
) -> ReplyAddress:
    row = ReplyAddress(
        purpose=purpose,
        kind=kind,
        target_id=target_id,
        nonce=secrets.token_urlsafe(18),
        key_version=_version(settings.SECRET_KEY),
        created_at=timezone.now(),
        expires_at=expires_at,
    )
    row.token_hash = hash_of(_token(settings.SECRET_KEY, row))
    row.save()
    return row


def _token(key: str, row: ReplyAddress) -> str:
    named = f"{row.purpose}.{row.kind}.{row.target_id}.{row.nonce}"
    digest = salted_hmac(SALT, named, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:TOKEN_LENGTH]


def _version(key: str) -> str:
    return hashlib.sha256(f"{SALT} version {key}".encode()).hexdigest()[:8]
