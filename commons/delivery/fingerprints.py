"""Addresses that are recognised without being kept."""

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "commons.delivery.fingerprints"


def normalised(address: str) -> str:
    """One spelling of an address: small letters, the domain as mail systems write it.

    The part before the @ could tell capitals apart, and no provider does.
    """
    local, at, domain = address.strip().lower().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        return address.strip().lower()
    return f"{local}{at}{domain}"


def domain_of(address: str) -> str:
    return normalised(address).rpartition("@")[2]


def fingerprints_of(address: str) -> list[str]:
    """Keyed hashes, under the secret of today first, then under earlier ones."""
    plain = normalised(address)
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [
        salted_hmac(SALT, plain, secret=secret, algorithm="sha256").hexdigest()
        for secret in secrets
    ]


def masked(address: str) -> str:
    """Enough to tell two recipients apart: n…n@example.org."""
    local, _at, domain = address.rpartition("@")
    if not local:
        return "…"
    ends = f"{local[0]}…{local[-1]}" if len(local) > 2 else "…"  # noqa: PLR2004 -- one letter each side
    return f"{ends}@{domain}"
