"""What staff are told for their work, their substitute is told while they are away."""

from collections.abc import Iterable, Iterator

from commons.accounts.queries.absences import substitutes_of
from commons.notifications import reasons
from commons.verbs.registry import Recipient


def handed_on(named: Iterable[Recipient]) -> Iterator[Recipient]:
    """The substitutes of those who are told for their work; one query, if any are."""
    at_work = [
        one.user_id
        for one in named
        if one.user_id is not None and reasons.is_work(one.reason)
    ]
    if not at_work:
        return
    for substitute in substitutes_of(at_work).values():
        yield Recipient(
            user_id=substitute.pk, language=substitute.language, reason="substitute"
        )
