"""Who may be the second pair of eyes, told as a reason where somebody may not."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.links.models import SignedLink
from commons.text import normalise
from neighbourhood.departments.queries.departments import members_of
from participation.referrals.models import PendingStatement, Referral


def waiting_on(referral: Referral) -> PendingStatement | None:
    """The words that wait for a second person, with who wrote them."""
    return (
        PendingStatement.objects.waiting()
        .filter(referral=referral)
        .select_related("written_by", "link")
        .first()
    )


def why_not_release(
    row: PendingStatement, *, by: User | None, link: SignedLink | None
) -> str | Promise | None:
    """Why these hands may not release it; None if they may.

    Two accounts, or two links to two addresses: a link proves an address, not a person.
    Where somebody
    wrote with an account and another member has one, the second one needs it, too.
    """
    if _is_writers_own(row, by=by, link=link):
        return _("Sie haben das geschrieben. Freigeben kann es nur jemand anderes.")
    if link is not None and link.pk == row.link_id:
        return _(
            "Über diesen Link wurde das geschrieben. Freigeben kann es jemand mit "
            "Konto oder mit einem eigenen Link."
        )
    if by is None and row.written_by_id is not None and _others_with_account(row):
        return _("Das gibt ein anderes Mitglied Ihres Amtes mit Konto frei.")
    return None


def _is_writers_own(
    row: PendingStatement, *, by: User | None, link: SignedLink | None
) -> bool:
    """The same account, or the same mailbox: a link sent to it is no second person."""
    if by is not None and by.pk == row.written_by_id:
        return True
    if link is not None and link.pk == row.link_id:
        return False  # said in words of its own
    wrote = row.written_by.email if row.written_by else _recipient_of(row.link)
    releases = by.email if by else _recipient_of(link)
    return bool(wrote) and wrote.lower() == releases.lower()


def _recipient_of(link: SignedLink | None) -> str:
    return link.recipient if link else ""


def why_not_as(row: PendingStatement, releaser: str) -> str | Promise | None:
    """Why nobody may release it under this name."""
    if not releaser.strip():
        return _("Bitte nennen Sie Ihren Namen.")
    if row.speaker and normalise(releaser) == normalise(row.speaker):
        return _("Dieser Name steht schon unter dem Entwurf.")
    return None


def _others_with_account(row: PendingStatement) -> bool:
    members = members_of(row.referral.department)
    return bool(members.exclude(user_id=row.written_by_id).exists())
