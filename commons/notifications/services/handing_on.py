"""What staff are told for their work, their substitute is told while they are away."""

from collections.abc import Iterable, Iterator

from commons.accounts.queries.absences import substitutes_of
from commons.notifications import reasons
from commons.verbs.registry import Recipient


def handed_on(named: Iterable[Recipient]) -> Iterator[Recipient]:
    """The substitutes of those who are told for their work; one query, if any are.

    Whose place is told by the bell alone is no mail for them either.
    """
    by_mail: dict[int, bool] = {}
    for one in named:
        if one.user_id is not None and reasons.is_work(one.reason):
            by_mail[one.user_id] = by_mail.get(one.user_id, False) or one.by_mail
    if not by_mail:
        return
    for absent_id, substitute in substitutes_of(by_mail).items():
        yield Recipient(
            user_id=substitute.pk,
            language=substitute.language,
            reason="substitute",
            by_mail=by_mail[absent_id],
        )
