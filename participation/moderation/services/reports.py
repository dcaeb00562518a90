"""Reports: anybody may tell the desk that a published contribution is wrong.

A report hides nothing, however many there are: they gather on one item, are weighed
against each other, and a moderator decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.numbers.services import next_number
from commons.verbs.services import happened
from participation.moderation import workflow
from participation.moderation.enums import Publication
from participation.moderation.models import (
    Decision,
    Moderated,
    QueueItem,
    Report,
)
from participation.moderation.queries.reports import not_replaced
from participation.moderation.services.decisions import locked_contribution
from participation.moderation.services.queue import open_reported, tell_desk
from participation.moderation.services.weighing import weigh_again

SERIES = "report"
NETWORK_KEPT = timedelta(days=7)
# Who reported may object for six months; then nothing needs their name any more.
SENDER_KEPT = workflow.OBJECTION + timedelta(days=30)
# The same person may add to a report that waits, but not without end.
MOST_TIMES = 20


@dataclass(frozen=True)
class Notice:
    """What somebody reports; `address` is for the answer, if they have no account.

    `law_field`, `passage`, `name` and `is_in_good_faith` come with illegal content.
    """

    reason: str
    text: str = ""
    address: str = ""
    law_field: str = ""
    passage: str = ""
    name: str = ""
    is_in_good_faith: bool = False


@dataclass(frozen=True)
class Origin:
    """Where a report came from: the hash of the device, and the plain network."""

    device: str = ""
    network: str = ""

    @property
    def network_hash(self) -> str:
        if not self.network:
            return ""
        salt = "moderation.report.network"
        return salted_hmac(salt, self.network, algorithm="sha256").hexdigest()


NOWHERE = Origin()


@transaction.atomic
def report(
    contribution: Moderated,
    notice: Notice,
    *,
    by: User | None,
    origin: Origin = NOWHERE,
) -> Report:
    """Report a published contribution to the desk.

    Whoever reports again while the first report waits, by account or by device, adds
    to that one.

    Raises:
        RuleViolation: it is no longer public (`not_public`).
    """
    kind = kinds.of(contribution).key
    contribution = locked_contribution(kind, contribution.pk)
    if contribution.publication != Publication.PUBLISHED:
        raise RuleViolation(
            _("Dieser Beitrag ist nicht mehr öffentlich."), code="not_public"
        )
    waiting = _waiting_of(kind, contribution, by, origin)
    if waiting is not None:
        return _add_to(waiting, notice)
    item = open_reported(contribution)
    written = _written(contribution, notice, item, by=by, origin=origin)
    weigh_again(item)
    happened("report.received", written, by=by, reason=notice.reason)
    happened("report.acknowledged", written, by=None)
    tell_desk()
    return written


def _written(
    contribution: Moderated,
    notice: Notice,
    item: QueueItem,
    *,
    by: User | None,
    origin: Origin,
) -> Report:
    now = timezone.now()
    return Report.objects.create(
        item=item,
        kind=kinds.of(contribution).key,
        target_id=contribution.pk,
        reported_by=by,
        address="" if by else notice.address,
        language=get_language() or "de",
        reason=notice.reason,
        text=notice.text.strip(),
        law_field=notice.law_field,
        passage=notice.passage.strip(),
        name=notice.name.strip(),
        is_in_good_faith=notice.is_in_good_faith,
        device="" if by else origin.device,
        network=origin.network_hash,
        account_days=(now - by.date_joined).days if by else None,
        reported_at=now,
        number=next_number(SERIES, now),
    )


def _waiting_of(
    kind: str, contribution: Moderated, by: User | None, origin: Origin
) -> Report | None:
    """What the same person has reported already and nobody has decided on."""
    rows = Report.objects.open().filter(kind=kind, target_id=contribution.pk)
    if by is not None:
        return rows.filter(reported_by=by).first()
    if not origin.device:
        return None
    return rows.filter(reported_by=None, device=origin.device).first()


def _add_to(waiting: Report, notice: Notice) -> Report:
    """More words on the same matter; the first reason stays."""
    if waiting.times >= MOST_TIMES:
        return waiting
    words = notice.text.strip()
    if words and words not in waiting.text:
        waiting.text = f"{waiting.text}\n\n{words}".strip()
    if not waiting.address and waiting.reported_by_id is None:
        waiting.address = notice.address
    waiting.times += 1
    waiting.save(update_fields=["text", "address", "times"])
    tell_desk()
    return waiting


def take_up_again(decision: Decision, contribution: Moderated) -> QueueItem:
    """Put the reports that a decision answered back on the desk.

    For a "stays" that somebody else found wrong. Whoever has reported it anew since
    has that report waiting; the caller holds the contribution's row lock.
    """
    item = open_reported(contribution)
    not_replaced(decision).update(decision=None, item=item)
    weigh_again(item)
    tell_desk()
    return item


def forget_senders(now: datetime) -> int:
    """Forget within a week where reports came from, and in the end who sent them."""
    networks = Report.objects.filter(reported_at__lt=now - NETWORK_KEPT)
    count = networks.exclude(network="").update(network="")
    over = Report.objects.filter(decision__decided_at__lt=now - SENDER_KEPT)
    known = over.exclude(address="", name="", device="")
    return count + known.update(address="", name="", device="")


def forget_of(user: User) -> None:
    """With the account goes whose reports they were; what they say stays."""
    mine = Report.objects.filter(Q(reported_by=user) | Q(address__iexact=user.email))
    mine.update(reported_by=None, address="", name="", device="", network="")
