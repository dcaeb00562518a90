"""Writing down what checks notice, then what rules of trust make of it.

Safe to run twice and at once.
"""

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from commons import kinds
from commons.text import cut_at_word
from participation.moderation import desk
from participation.moderation.models import Hint, Moderated, QueueItem
from participation.moderation.screening import Finding, Screened, all_checks
from participation.moderation.services import learning, trust
from participation.moderation.services.queue import tell_desk

log = structlog.get_logger(__name__)
LONGEST_REASON = 200
SWEEP = 200
KEY = ("code", "rule", "target_kind", "target_id")


def screen(item_id: int) -> int:
    """Look at what an open item shows and write hints; returns how many.

    The checks run outside the transaction: they may take long, and nobody waits
    for a lock that a slow check holds.
    """
    item = QueueItem.objects.open().filter(pk=item_id).first()
    contribution = kinds.load(item.kind, item.target_id) if item else None
    if item is None or not isinstance(contribution, Moderated):
        return 0
    found = _findings(item.kind, contribution)
    findings = learning.graded(found, item.kind, item.target_id)
    count = _write(item, findings, version=contribution.version)
    trust.publish_if_trusted(item_id)
    return count


def screen_waiting() -> int:
    """Look at what nobody has screened, because a message was lost."""
    waiting = QueueItem.objects.open().exclude(screened_version=F("version"))
    ids = list(waiting.order_by("id").values_list("pk", flat=True)[:SWEEP])
    for item_id in ids:
        screen(item_id)
    return len(ids)


def _findings(kind: str, contribution: Moderated) -> list[Finding]:
    screened = Screened(kind, contribution, desk.get(kind).text_of(contribution))
    findings: list[Finding] = []
    for check in all_checks():
        try:
            findings.extend(check(screened))
        except Exception:
            # One check that fails must not cost the hints of the others.
            log.exception("moderation.check_failed", check=check.__name__)
    return findings


@transaction.atomic
def _write(item: QueueItem, findings: list[Finding], *, version: int) -> int:
    rows = QueueItem.objects.open().select_for_update(of=("self",))
    locked = rows.filter(pk=item.pk, version=version).first()
    if locked is None:  # decided or changed meanwhile; a change has its own message
        return 0
    hints = {
        (hint.code, hint.rule, hint.target_kind, hint.target_id): hint
        for hint in (_hint(locked, finding) for finding in findings)
    }
    _drop_all_but(locked, set(hints))
    Hint.objects.bulk_create(
        hints.values(),
        update_conflicts=True,
        unique_fields=["item", *KEY],
        update_fields=["reason", "strength"],
    )
    locked.screened_version = version
    locked.save(update_fields=["screened_version"])
    tell_desk()
    return len(hints)


def _hint(item: QueueItem, finding: Finding) -> Hint:
    return Hint(
        item=item,
        code=finding.code,
        rule=finding.rule,
        strength=finding.strength,
        reason=cut_at_word(str(finding.reason), LONGEST_REASON),
        target_kind=finding.target_kind,
        target_id=finding.target_id,
        created_at=timezone.now(),
    )


def _drop_all_but(item: QueueItem, keys: set[tuple[str, str, str, int | None]]) -> None:
    """A new version may have cured what the old one was hinted for."""
    known = Hint.objects.filter(item=item).values_list("pk", *KEY)
    stale = [pk for pk, *key in known if tuple(key) not in keys]
    Hint.objects.filter(pk__in=stale).delete()
