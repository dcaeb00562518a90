"""A department answers many rows at once; each becomes what it would be by itself.

One row is one transaction: what cannot be taken is named, and takes nothing of the
others with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from neighbourhood.departments.models import Department
from neighbourhood.departments.speaking import Spoken
from participation.bundles.enums import RowResult, RowWay
from participation.bundles.models import Bundle, BundleItem, RowAnswer
from participation.bundles.queries.answering import keys_of
from participation.referrals.enums import ReferralState, ReturnReason
from participation.referrals.models import PendingStatement, Referral, Statement
from participation.referrals.services import releasing, responding
from participation.referrals.services.locking import locked
from participation.referrals.services.responding import Said

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Returned:
    """A row that is given back: why, and to whom instead."""

    reason: ReturnReason
    text: str
    spoken: Spoken
    suggested: Department | None = None


@dataclass(frozen=True)
class Row:
    referral: Referral
    said: Said | Returned


@dataclass
class Result:
    """What became of each; `refused` with the reason, `same` were so before."""

    stated: list[Referral] = field(default_factory=list)
    returned: list[Referral] = field(default_factory=list)
    waiting: list[Referral] = field(default_factory=list)
    same: list[Referral] = field(default_factory=list)
    refused: list[tuple[Referral, str | Promise]] = field(default_factory=list)

    @property
    def taken(self) -> list[Referral]:
        return [*self.stated, *self.returned, *self.waiting, *self.same]


def answer(
    bundle: Bundle,
    rows: Sequence[Row],
    *,
    way: RowWay,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Result:
    """Take in each row by itself, in the order in which everybody locks ideas.

    Args:
        link: the key to the bundle; each row is said with the same mailbox's own key.
    """
    keys = keys_of(link, [row.referral.pk for row in rows])
    result = Result()
    for row in sorted(rows, key=lambda row: row.referral.idea_id):
        key = keys.get(row.referral.pk, link)
        try:
            _answer_row(bundle, row, result, way=way, by=by, link=key)
        except RuleViolation as violation:
            result.refused.append((row.referral, violation.message))
        except OperationalError as error:
            log.warning("bundles.row_not_taken", why=type(error).__name__)
            message = _("Das ging gerade nicht. Bitte noch einmal.")
            result.refused.append((row.referral, message))
    return result


def release(
    drafts: Sequence[PendingStatement],
    *,
    releaser: str,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Result:
    """A second person lets what they have read go to the SPK, draft by draft."""
    keys = keys_of(link, [draft.referral_id for draft in drafts])
    result = Result()
    for draft in sorted(drafts, key=lambda draft: draft.referral.idea_id):
        key = keys.get(draft.referral_id, link)
        try:
            releasing.release(draft, releaser=releaser, by=by, link=key)
        except RuleViolation as violation:
            result.refused.append((draft.referral, violation.message))
        else:
            result.stated.append(draft.referral)
    return result


@transaction.atomic
def _answer_row(
    bundle: Bundle,
    row: Row,
    result: Result,
    *,
    way: RowWay,
    by: User | None,
    link: SignedLink | None,
) -> None:
    item = BundleItem.objects.get(bundle=bundle, referral=row.referral)
    referral = locked(row.referral)
    if referral.department_id != bundle.department_id:
        message = _("Liegt inzwischen bei einem anderen Amt.")
        raise RuleViolation(message, code="row_moved")
    if was_said_before(referral, row.said):
        result.same.append(referral)
        return
    require_unanswered(referral)
    if isinstance(row.said, Returned):
        kind = _give_back(referral, row.said, by=by, link=link)
    else:
        said = releasing.say(referral, row.said, by=by, link=link)
        waits = isinstance(said, PendingStatement)
        kind = RowResult.WAITING if waits else RowResult.STATED
    RowAnswer.objects.create(
        item=item, way=way, result=kind, answered_at=timezone.now()
    )
    lists = {
        RowResult.STATED: result.stated,
        RowResult.RETURNED: result.returned,
        RowResult.WAITING: result.waiting,
    }
    lists[kind].append(referral)


def _give_back(
    referral: Referral, said: Returned, *, by: User | None, link: SignedLink | None
) -> RowResult:
    responding.return_(
        referral,
        reason=said.reason,
        text=said.text,
        suggested=said.suggested,
        spoken=said.spoken,
        by=by,
        link=link,
    )
    return RowResult.RETURNED


def was_said_before(referral: Referral, said: Said | Returned) -> bool:
    """The same words came in already: a second press, or the same file again."""
    if isinstance(said, Returned):
        return referral.state == ReferralState.RETURNED and (
            referral.return_reason,
            referral.return_text,
        ) == (said.reason.value, said.text)
    own = (said.text, said.outcome, said.promised_on, said.promise_kind, said.costs)
    rows = Statement.objects.counting().filter(referral=referral)
    pending = PendingStatement.objects.waiting().filter(referral=referral)
    is_stated = referral.state == ReferralState.STATED
    before = rows.first() if is_stated else pending.first()
    return before is not None and own == (
        before.text,
        before.outcome,
        before.promised_on,
        before.promise_kind,
        before.costs,
    )


def require_unanswered(referral: Referral) -> None:
    """Somebody else was faster: what they said stays.

    Raises:
        RuleViolation: answered, given back or taken back, or words of it wait.
    """
    reasons = {
        ReferralState.STATED: _("Ist inzwischen beantwortet."),
        ReferralState.RETURNED: _("Ist inzwischen zurückgegeben."),
        ReferralState.RECALLED: _("Hat die SPK zurückgerufen. Sie müssen nichts tun."),
    }
    reason = reasons.get(ReferralState(referral.state))
    if reason is not None:
        raise RuleViolation(reason, code="row_is_over")
    if PendingStatement.objects.waiting().filter(referral=referral).exists():
        message = _("Dazu wartet schon ein Entwurf auf die Freigabe.")
        raise RuleViolation(message, code="row_waits")
