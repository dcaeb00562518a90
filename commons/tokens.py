"""Secret words in addresses: made once, shown once, kept as a hash.

Whoever knows one holds the key, so a token is never logged and never stored itself.
"""

import hashlib
import re
import secrets

BYTES = 32
_FORM = re.compile(r"[0-9A-Za-z_-]{43}")


def new_token() -> str:
    """256 random bits, as signs that an address can hold."""
    return secrets.token_urlsafe(BYTES)


def is_token(text: str) -> bool:
    """Whether it has the form of one; anybody can type anything into an address."""
    return _FORM.fullmatch(text) is not None


def hash_of(token: str) -> str:
    """Plain SHA-256 is enough: nobody guesses 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
