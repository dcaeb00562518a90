from typing import Any


def can_see_failures(visitor: Any) -> bool:
    """Everyone who works for the SPK: a mail that failed is somebody not told."""
    return bool(visitor.is_staff)


def can_retry(visitor: Any) -> bool:
    return can_see_failures(visitor)
