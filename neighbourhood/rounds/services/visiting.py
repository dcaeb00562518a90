"""Until when somebody has seen a round, so that what came since is marked."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.links.models import SignedLink
from neighbourhood.rounds.models import Round, RoundVisit


@transaction.atomic
def note(row: Round, *, by: User | None = None, link: SignedLink | None = None) -> None:
    """Whoever acts has the page before their eyes now."""
    if by is None and link is None:
        return
    RoundVisit.objects.update_or_create(
        round=row, user=by, link=link, defaults={"seen_at": timezone.now()}
    )
