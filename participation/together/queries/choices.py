"""For whom somebody may speak: what forms offer."""

from commons.accounts.visitors import Visitor
from participation.actors.queries.choices import speakable_for
from participation.together.models import Partner
from participation.together.queries.partners import networks


def spoken_for(visitor: Visitor) -> list[Partner]:
    """Verified actors and networks everybody may know; at most four queries."""
    if not visitor.is_signed_in:
        return []
    actors = speakable_for(visitor).filter(
        verified_at__isnull=False, archived_at__isnull=True
    )
    coordinated = networks().coordinated_by(visitor).order_by("sort_key", "pk")
    found: list[Partner] = [*actors, *coordinated]
    return found
