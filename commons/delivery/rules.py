from typing import Any


def can_see_failures(visitor: Any) -> bool:
    """Everyone who works for the SPK: a mail that failed is somebody not told."""
    return bool(visitor.is_staff)


def can_retry(visitor: Any) -> bool:
    return can_see_failures(visitor)


def can_readdress(visitor: Any) -> bool:
    """Give a mail another address, or write to one again that was closed."""
    return can_hand_over(visitor)


def can_manage_endpoints(visitor: Any) -> bool:
    """Other programs learn what happens here: for coordinators alone."""
    return bool(visitor.has_role("coordinator"))


# The roles of those who post letters and make calls; accounts stands above.
HANDING_OVER = ("moderator", "coordinator")


def can_hand_over(visitor: Any) -> bool:
    """Post letters and make calls: this opens addresses, so for moderators alone."""
    return bool(visitor.has_role(*HANDING_OVER))


def regions_of(visitor: Any) -> frozenset[int] | None:
    """Whose letters they are; None means everybody's."""
    region_ids: frozenset[int] | None = visitor.region_ids(*HANDING_OVER)
    return region_ids
