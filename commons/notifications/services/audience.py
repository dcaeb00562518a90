"""Everyone a happening is told to, each once, in the order in which rows are locked."""

from collections.abc import Sequence

from commons.accounts.models import User
from commons.notifications.services.handing_on import handed_on
from commons.notifications.services.pacing import as_one
from commons.verbs.models import Happening
from commons.verbs.registry import Recipient, Target, Verb


def recipients_of(
    happening: Happening, verb: Verb, target: Target
) -> Sequence[Recipient]:
    """Whom the verb names, and who stands in for them; not whoever did it.

    Addresses come first, then accounts by their id: whoever writes rows for many
    people does so in this order, so that no two wait for each other.
    """
    if verb.audience is None:
        return []
    named = list(verb.audience(target, happening.params))
    named += handed_on(named)
    ways: dict[int | str, Recipient | list[Recipient]] = {}
    for one in named:
        who = one.user_id or one.address.strip().lower()
        if who and who != happening.by_id:
            known = ways.get(who)
            if known is None:
                ways[who] = one
            elif isinstance(known, list):
                known.append(one)
            else:
                ways[who] = [known, one]
    each = (as_one(way) if isinstance(way, list) else way for way in ways.values())
    return sorted(each, key=_place)


def still_here(recipients: Sequence[Recipient]) -> list[Recipient]:
    """Without those whose account is closed; one query."""
    ids = [one.user_id for one in recipients if one.user_id is not None]
    open_accounts = User.objects.filter(pk__in=ids, is_active=True).order_by()
    active = set(open_accounts.values_list("pk", flat=True)) if ids else set()
    return [one for one in recipients if one.user_id is None or one.user_id in active]


def next_of(
    recipients: Sequence[Recipient], told_up_to: int | None, size: int
) -> tuple[list[Recipient], int | None]:
    """The next batch, and up to whom is told after it; None if that is everybody.

    Addresses without an account all stand in the first.
    """
    since = -1 if told_up_to is None else told_up_to
    waiting = [one for one in recipients if _place(one) > since]
    addresses = sum(one.user_id is None for one in waiting)
    batch = waiting[: max(size, addresses)]
    has_more = len(batch) < len(waiting)
    return batch, _place(batch[-1]) if has_more else None


def _place(recipient: Recipient) -> int:
    return recipient.user_id or 0
