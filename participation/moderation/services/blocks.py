"""Blocking a person: for a time they write nothing that others see.

They may sign in, read, support, see their own data, take back what they wrote, object
and delete the account. What they wrote before stays (docs/decisions/0030).
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from commons.verbs.services import happened
from participation.moderation.enums import Verdict
from participation.moderation.models import Block, Decision
from participation.moderation.queries.blocks import active_of, is_staff
from participation.moderation.services.checks import Ruling
from participation.moderation.services.stating import record

KIND = "user"
# Without an end somebody looks again after half a year.
REVIEW_AFTER = timedelta(days=182)
BATCH = 200


@dataclass(frozen=True)
class Sanction:
    """Why somebody is blocked and for how many days; None is without an end."""

    reason: str
    facts: str
    days: int | None
    text: str = ""


def require_may_write(user: User | None) -> None:
    """Raise RuleViolation (`blocked`) for somebody who is blocked; one query.

    The words say until when, and where the reasons and the objection are.
    """
    block = active_of(user)
    if block is None:
        return
    address = reverse("moderation:block-own")
    if block.ends_at is None:
        message = _(
            "Ihr Konto ist gesperrt. Sie können hier bis auf Weiteres nichts "
            "schreiben. Warum, und wie Sie Einwand erheben, steht hier: %(address)s"
        )
        raise RuleViolation(message % {"address": address}, code="blocked")
    message = _(
        "Ihr Konto ist gesperrt. Bis zum %(day)s können Sie hier nichts schreiben. "
        "Warum, und wie Sie Einwand erheben, steht hier: %(address)s"
    )
    day = day_in_words(berlin_date(block.ends_at))
    raise RuleViolation(message % {"day": day, "address": address}, code="blocked")


@transaction.atomic
def block(user: User, sanction: Sanction, *, by: User) -> Block:
    """Block somebody from now on; they are told why, until when and how to object.

    Raises:
        RuleViolation: `own_account`, `staff`, `account_closed`, `facts_missing`,
            `blocked_already`, or what stating the reasons raises.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _require_blockable(user, sanction, by=by)
    now = timezone.now()
    ends_at = now + timedelta(days=sanction.days) if sanction.days else None
    ends_on = berlin_date(ends_at) if ends_at else None
    decision = _decide(user, Verdict.BLOCK, sanction, ends_on=ends_on, by=by)
    try:
        with transaction.atomic():
            written = Block.objects.create(
                user=user,
                decision=decision,
                starts_at=now,
                ends_at=ends_at,
                review_on=None if ends_at else berlin_date(now + REVIEW_AFTER),
            )
    except IntegrityError:  # the same moment, another window
        raise _blocked_already() from None
    happened("account.blocked", user, by=by, decision=decision.pk)
    return written


@transaction.atomic
def lift(block: Block, *, text: str, by: User | None) -> Block:
    """End a block before its time, by a decision of its own.

    Raises:
        RuleViolation: it is over already (`not_blocked`), or of one's own account
            (`own_account`), for who is blocked may get a role.
    """
    rows = Block.objects.select_for_update(of=("self",))
    block = rows.select_related("user", "decision").get(pk=block.pk)
    if not block.is_active or block.user is None:
        raise RuleViolation(_("Diese Sperre gilt nicht mehr."), code="not_blocked")
    _require_of_another(block, by=by)
    sanction = Sanction(block.decision.reason, "", None, text)
    decision = _decide(block.user, Verdict.UNBLOCK, sanction, ends_on=None, by=by)
    block.lifted_at, block.lifted_by_decision = decision.decided_at, decision
    block.save(update_fields=["lifted_at", "lifted_by_decision"])
    happened("account.unblocked", block.user, by=by, decision=decision.pk)
    return block


@transaction.atomic
def look_again(block: Block, *, by: User) -> Block:
    """Let a block without an end stand, and look again in half a year."""
    block = Block.objects.select_for_update(of=("self",)).get(pk=block.pk)
    if not block.is_active or block.review_on is None:
        raise RuleViolation(_("Diese Sperre gilt nicht mehr."), code="not_blocked")
    block.review_on = berlin_date(timezone.now() + REVIEW_AFTER)
    block.save(update_fields=["review_on"])
    happened("block.reviewed", block, by=by)
    return block


@transaction.atomic
def tell_ended() -> int:
    """Tell people whose block has run out that they may write again, once."""
    now = timezone.now()
    over = Block.objects.filter(
        ends_at__lte=now, lifted_at__isnull=True, told_end_at__isnull=True
    )
    locked = over.select_for_update(of=("self",), skip_locked=True).order_by("pk")
    count = 0
    for ended in locked.select_related("user")[:BATCH]:
        ended.told_end_at = now
        ended.save(update_fields=["told_end_at"])
        if ended.user is not None and active_of(ended.user) is None:
            happened("account.block_ended", ended.user, by=None)
            count += 1
    return count


def _decide(
    user: User,
    verdict: Verdict,
    sanction: Sanction,
    *,
    ends_on: date | None,
    by: User | None,
) -> Decision:
    ruling = Ruling(
        verdict, 1, sanction.reason, sanction.text.strip(), facts=sanction.facts.strip()
    )
    return record(user, ruling, by=by, ends_on=ends_on)


def _require_of_another(block: Block, *, by: User | None) -> None:
    if by is not None and block.user_id == by.pk:
        raise _own_account()


def _own_account() -> RuleViolation:
    return RuleViolation(_("Das ist Ihr eigenes Konto."), code="own_account")


def _require_blockable(user: User, sanction: Sanction, *, by: User) -> None:
    if user.pk == by.pk:
        raise _own_account()
    if is_staff(user):
        raise RuleViolation(
            _(
                "Dieses Konto gehört jemandem aus der Verwaltung. Entziehen Sie "
                "stattdessen die Rolle."
            ),
            code="staff",
        )
    if not user.is_active:
        raise RuleViolation(_("Dieses Konto ist geschlossen."), code="account_closed")
    if not sanction.facts.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie, was vorgefallen ist."), code="facts_missing"
        )
    if active_of(user) is not None:
        raise _blocked_already()


def _blocked_already() -> RuleViolation:
    return RuleViolation(_("Dieses Konto ist schon gesperrt."), code="blocked_already")
