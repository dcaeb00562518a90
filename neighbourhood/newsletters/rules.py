"""Who may do what with a Rundbrief; the states are the services' business."""

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from neighbourhood.newsletters.models import MODERATING, Newsletter
from neighbourhood.newsletters.models.terms import NewsletterTerms


def can_see_desk(visitor: Visitor) -> bool:
    return visitor.has_role(*MODERATING)


def can_compose_for(visitor: Visitor, region_id: int) -> bool:
    """Moderators and coordinators of the Stadtteil."""
    return visitor.has_role(*MODERATING, region_id=region_id)


def can_compose(visitor: Visitor, newsletter: Newsletter) -> bool:
    return can_compose_for(visitor, newsletter.region_id)


def can_release(
    visitor: Visitor, newsletter: Newsletter, terms: NewsletterTerms
) -> bool:
    """Whoever composes; where the house says so, not who wrote it."""
    if not can_compose(visitor, newsletter):
        return False
    return not (terms.needs_second_person and has_written(visitor, newsletter))


def has_written(visitor: Visitor, newsletter: Newsletter) -> bool:
    """Began it or changed it last: their own eyes are no second pair."""
    writers = {newsletter.created_by_id, newsletter.edited_by_id}
    return visitor.user_id in writers


def can_change_terms(visitor: Visitor) -> bool:
    return visitor.has_role(Role.COORDINATOR)


def can_set_rhythm(visitor: Visitor, region_id: int) -> bool:
    return visitor.has_role(Role.COORDINATOR, region_id=region_id)
