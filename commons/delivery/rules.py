from typing import Any


def can_see_failures(visitor: Any) -> bool:
    """Everyone who works for the SPK: a mail that failed is somebody not told."""
    return bool(visitor.is_staff)


def can_retry(visitor: Any) -> bool:
    return can_see_failures(visitor)


def can_look_after(visitor: Any, region_id: int | None) -> bool:
    """Send again or lay aside: whoever moderates the Stadtteil it is about, if any."""
    if region_id is None:
        return can_retry(visitor)
    region_ids = regions_of(visitor)
    return can_hand_over(visitor) and (region_ids is None or region_id in region_ids)


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
