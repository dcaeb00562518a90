"""A rule of trust in the demo, careful enough to leave its desk something to read."""

from collections.abc import Mapping

from commons.accounts.models import User
from participation.moderation.enums import Strength
from participation.moderation.services import trust


def tell(people: Mapping[str, User]) -> None:
    """Comments of people who had ten contributions accepted appear at once."""
    terms = trust.Terms(
        kind="comment",
        region=None,
        accepted=10,
        clean_months=12,
        account_days=30,
        strongest_hint=Strength.WEAK,
        check_every=10,
    )
    trust.create(terms, by=people["koordination"])
