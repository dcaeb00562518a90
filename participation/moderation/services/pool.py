"""Naming the people who decide on complaints, for a time, and ending it."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.accounts.rules import reaches_everywhere
from commons.accounts.visitors import visitor_for
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.moderation.models import PoolMember


@transaction.atomic
def name(
    user: User, *, valid_from: date, valid_until: date | None, by: User
) -> PoolMember:
    """Let somebody decide on complaints from one day to another, or without an end.

    Raises:
        RuleViolation: they are named already (`named_already`), the account is
            closed (`inactive`), or it is one's own (`own_reach`).
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    # Complaints of all regions come along: nobody widens their own reach.
    if user.pk == by.pk and not reaches_everywhere(visitor_for(by)):
        raise RuleViolation(
            _("Sich selbst benennt nur, wer die ganze Plattform koordiniert."),
            code="own_reach",
        )
    if not user.is_active:
        raise RuleViolation(_("Dieses Konto ist geschlossen."), code="inactive")
    if PoolMember.objects.standing().filter(user=user).exists():
        raise RuleViolation(
            _("Diese Person ist schon benannt. Beenden Sie das zuerst."),
            code="named_already",
        )
    member = PoolMember.objects.create(
        user=user,
        valid_from=valid_from,
        valid_until=valid_until,
        named_by=by,
        named_at=timezone.now(),
    )
    happened("pool.named", member, by=by)
    return member


@transaction.atomic
def end(member: PoolMember, *, by: User) -> PoolMember:
    """Let somebody decide no more; nothing happens where that is over already."""
    rows = PoolMember.objects.standing().select_for_update(of=("self",))
    standing = rows.filter(pk=member.pk).first()
    if standing is None:
        return member
    standing.withdrawn_at, standing.withdrawn_by = timezone.now(), by
    standing.save(update_fields=["withdrawn_at", "withdrawn_by"])
    happened("pool.ended", standing, by=by)
    return standing
