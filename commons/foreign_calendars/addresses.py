"""Where a foreign calendar lies."""


def as_https(address: str) -> str:
    """Calendar programs call the same address by a name of their own (webcal)."""
    name, _colon, rest = address.strip().partition(":")
    is_theirs = name.lower() in {"webcal", "webcals"}
    return f"https:{rest}" if is_theirs else address.strip()
