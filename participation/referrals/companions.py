"""Referrals that go in one mail with others: who made that mail looks after it.

`referrals` knows only that a referral goes along (`Referral.goes_along`): it has no
mail of its own. Whether something waits to take it along, what becomes of the common
mail when one of them is taken back, and which page opens all of them at once is said
by a higher app, which registers here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from commons.accounts.models import User
from commons.links.models import SignedLink
from neighbourhood.departments.models import Department
from participation.referrals.models import Referral


@dataclass(frozen=True)
class Company:
    """What goes together, as a mail names it; `url` opens all of it at once."""

    key: str
    title: str
    number: str
    url: str


@dataclass(frozen=True)
class Host:
    """What the app that makes common mails is asked.

    `takes` collects a referral that was just stored, inside its transaction, or says
    False: then it goes alone. `left` hears of one that was taken back, its row locked
    and saved. `opening` gives what a mailbox may open of some referrals, by their id.
    `let_open` gives the substitute's mailbox a key, too. `going` says in words when a
    department's common mail goes, or "" where each goes alone. `key_in` gives the key
    to a case, by the id of the referral, that comes with what this session has opened.
    """

    takes: Callable[[Referral], bool]
    left: Callable[[Referral, User | None], None]
    opening: Callable[[Iterable[Referral], str], Mapping[int, Company]]
    let_open: Callable[[Referral, str], None]
    going: Callable[[Department], str | Promise]
    key_in: Callable[[HttpRequest, int], SignedLink | None]


_hosts: list[Host] = []


def register(host: Host) -> None:
    _hosts[:] = [host]


def takes(referral: Referral) -> bool:
    return any(host.takes(referral) for host in _hosts)


def left(referral: Referral, by: User | None) -> None:
    for host in _hosts:
        host.left(referral, by)


def opening(referrals: Iterable[Referral], mailbox: str) -> dict[int, Company]:
    """By the id of the referral; those that go alone are missing."""
    along = [referral for referral in referrals if referral.goes_along]
    found: dict[int, Company] = {}
    if along:
        for host in _hosts:
            found |= host.opening(along, mailbox)
    return found


def let_open(referral: Referral, address: str) -> None:
    for host in _hosts:
        host.let_open(referral, address)


def key_in(request: HttpRequest, referral_id: int) -> SignedLink | None:
    """Whoever opened all of it at once need not open each by its own mail."""
    found = (host.key_in(request, referral_id) for host in _hosts)
    return next((link for link in found if link is not None), None)


def going(department: Department) -> str:
    """When the common mail of a department goes, for whoever is about to refer."""
    return " ".join(str(host.going(department)) for host in _hosts)
