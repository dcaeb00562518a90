"""Reports: anybody may tell the desk that a published contribution is wrong.

A report hides nothing, however many there are: they gather on one item, and a
moderator weighs them.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, Report
from participation.moderation.services.decisions import locked_contribution
from participation.moderation.services.queue import open_reported, tell_desk


@dataclass(frozen=True)
class Notice:
    """What somebody reports; `address` is for the answer, if they have no account."""

    reason: str
    text: str = ""
    address: str = ""


@transaction.atomic
def report(contribution: Moderated, notice: Notice, *, by: User | None) -> Report:
    """Report a published contribution to the desk.

    Raises:
        RuleViolation: it is no longer public (`not_public`), or the same account's
            report still waits (`reported_already`).
    """
    kind = kinds.of(contribution).key
    contribution = locked_contribution(kind, contribution.pk)
    if contribution.publication != Publication.PUBLISHED:
        raise RuleViolation(
            _("Dieser Beitrag ist nicht mehr öffentlich."), code="not_public"
        )
    _require_first(kind, contribution, by)
    written = Report.objects.create(
        item=open_reported(contribution),
        kind=kind,
        target_id=contribution.pk,
        reported_by=by,
        address="" if by else notice.address,
        language=get_language() or "de",
        reason=notice.reason,
        text=notice.text.strip(),
        reported_at=timezone.now(),
    )
    happened("report.received", written, by=by, reason=notice.reason)
    tell_desk()
    return written


def _require_first(kind: str, contribution: Moderated, by: User | None) -> None:
    waiting = Report.objects.filter(
        kind=kind, target_id=contribution.pk, reported_by=by, decision__isnull=True
    )
    if by is not None and waiting.exists():
        raise RuleViolation(
            _("Sie haben diesen Beitrag schon gemeldet. Wir prüfen ihn."),
            code="reported_already",
        )
