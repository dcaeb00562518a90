"""Seal what a delivery must carry but nobody may read in the table or a backup."""

import base64
import hashlib
import json
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PURPOSE = b"bindeglied.delivery.sealed_params"


def seal(body: dict[str, Any], *, purpose: bytes = PURPOSE) -> bytes:
    """`purpose` makes the key: what is sealed for one use opens for no other."""
    return _keys(purpose).encrypt(json.dumps(body).encode())


def unseal(sealed: bytes | memoryview, *, purpose: bytes = PURPOSE) -> dict[str, Any]:
    """Raises `cryptography.fernet.InvalidToken` if the secret key is another one."""
    body: dict[str, Any] = json.loads(_keys(purpose).decrypt(bytes(sealed)))
    return body


def _keys(purpose: bytes) -> MultiFernet:
    """Old keys still open what they sealed while a new one is brought in."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in secrets])


def _key(secret: str, purpose: bytes) -> bytes:
    digest = hashlib.sha256(purpose + b"\0" + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
