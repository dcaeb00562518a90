"""What members do among themselves: who looks after a case, and notes beside it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.referrals.models import (
    Assignment,
    InternalNote,
    Referral,
)
from participation.referrals.queries import desks as queries
from participation.referrals.services.locking import locked


@transaction.atomic
def assign(referral: Referral, *, to: User | None, by: User) -> None:
    """Give a case to a member of its department, or to nobody.

    Raises:
        RuleViolation: `to` does not work there.
    """
    referral = locked(referral)
    if to is None:
        Assignment.objects.filter(referral=referral).delete()
        happened("referral.assigned", referral, by=by, to=None)
        return
    if not queries.colleagues_in(referral.department).filter(pk=to.pk).exists():
        raise RuleViolation(
            _("Diese Person arbeitet hier nicht mit einem Konto."), code="no_member"
        )
    values = {"assignee": to, "assigned_by": by, "assigned_at": timezone.now()}
    Assignment.objects.update_or_create(referral=referral, defaults=values)
    happened("referral.assigned", referral, by=by, to=to.pk)


@transaction.atomic
def add_note(
    referral: Referral, *, text: str, is_for_spk: bool, by: User
) -> InternalNote:
    """A note among members; with `is_for_spk` the SPK reads it, too, nobody else."""
    note = InternalNote.objects.create(
        referral=referral,
        text=text,
        is_for_spk=is_for_spk,
        written_at=timezone.now(),
        written_by=by,
    )
    happened("referral.noted", referral, by=by, is_for_spk=is_for_spk)
    return note
