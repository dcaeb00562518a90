"""To which mailboxes a matter climbs: the Amt, its substitute, its head, above."""

from collections.abc import Iterator
from dataclasses import dataclass

from neighbourhood.departments.models import Department


@dataclass(frozen=True)
class Ladder:
    """Mailboxes, lowest first; "" where there is none."""

    own: str
    substitute: str
    head: str
    division: str


def addresses_of(department: Department) -> Ladder:
    """The mailboxes of a department and of what it belongs to.

    A Fachbereich without a head's mailbox has that of its Amt. The division is the
    next one above that only holds others (an Abteilung).
    """
    chain = [department, *_above(department)]
    divisions = [row for row in chain[1:] if not row.takes_referrals]
    offices = [row for row in chain if row.takes_referrals] or [department]
    return Ladder(
        own=department.email,
        substitute=department.substitute_email,
        head=next((row.head_email for row in offices if row.head_email), ""),
        division=next((row.email for row in divisions if row.email), ""),
    )


def _above(department: Department) -> Iterator[Department]:
    above = department.parent
    while above is not None:
        yield above
        above = above.parent
