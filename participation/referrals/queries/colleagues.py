"""Whom a case may be handed on to, and by whom it was."""

from django.db.models import QuerySet

from commons.links import services as links
from commons.links.models import SignedLink
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.departments import members_of
from neighbourhood.departments.queries.ladder import addresses_of
from participation.referrals.models import HandOver, Referral
from participation.referrals.rules import CASE_DOOR

# Anybody gets an address there, so it says nothing about who works for an Amt.
OPEN_DOMAINS = frozenset(
    {
        "aol.com",
        "freenet.de",
        "gmail.com",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "icloud.com",
        "live.com",
        "mail.de",
        "mailbox.org",
        "outlook.com",
        "outlook.de",
        "posteo.de",
        "proton.me",
        "t-online.de",
        "web.de",
        "yahoo.com",
        "yahoo.de",
    }
)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def mailboxes_of(department: Department) -> set[str]:
    """All that the department is known to be reached at, in lower case."""
    ladder = addresses_of(department)
    boxes = {ladder.own, ladder.substitute, ladder.head}
    return {address.lower() for address in boxes if address}


def domains_of(department: Department) -> set[str]:
    """Where its colleagues have their addresses."""
    domains = {domain_of(address) for address in mailboxes_of(department)}
    return domains - OPEN_DOMAINS


def may_get_link(department: Department, address: str) -> bool:
    """An address of the department's own mail domain, or one that is known to us."""
    address = address.lower()
    if domain_of(address) in domains_of(department):
        return True
    if address in mailboxes_of(department):
        return True
    return bool(members_of(department).filter(user__email__iexact=address).exists())


def links_of(referral: Referral) -> QuerySet[SignedLink]:
    """Every key to the case that was ever given, the oldest first."""
    return CASE_DOOR.links_of(referral.pk)


def substitute_links_of(referral: Referral) -> list[SignedLink]:
    """Keys that the ladder gave: neither the mailbox's nor a colleague's."""
    given = HandOver.objects.filter(referral=referral).values("link_id")
    rows = links_of(referral).filter(revoked_at__isnull=True).exclude(pk__in=given)
    return [
        link for link in rows if link.pk != referral.link_id and links.is_valid(link)
    ]


def hand_overs_of(referral: Referral) -> QuerySet[HandOver]:
    return (
        HandOver.objects.filter(referral=referral)
        .select_related("link", "from_link", "handed_by", "delivery")
        .order_by("pk")
    )
