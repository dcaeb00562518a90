"""What a department said on the phone or in a meeting: it gets a copy to correct.

Silence counts after some working days from the day on which the copy went out.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.models import SignedLink
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.referrals import transcript_states, workflow
from participation.referrals.enums import (
    SaidWay,
    StatementSource,
    TranscriptState,
)
from participation.referrals.models import (
    PendingStatement,
    Referral,
    Transcript,
    TranscriptTerms,
)
from participation.referrals.services import relinking, responding
from participation.referrals.services.locking import locked
from participation.referrals.services.responding import Said

RENDERER = "referrals.transcript"


@dataclass(frozen=True)
class Heard:
    """How and when the SPK heard it."""

    way: SaidWay
    said_on: date


@transaction.atomic
def record(referral: Referral, said: Said, heard: Heard, *, by: User) -> Transcript:
    """The SPK writes it down, and the department gets a copy to correct.

    Where the SPK wrote something down before, this takes its place.

    Raises:
        RuleViolation: the department has said something itself, or it is too late.
    """
    referral = locked(referral)
    if may_record_again(referral):
        responding.drop_waiting(referral, timezone.now())
        mark_corrected(referral, by=by)
        source = StatementSource.RECORDED
        statement = responding.written(referral, said, source=source, by=by, link=None)
        happened("referral.corrected", referral, by=by, link=None)
    else:
        statement = responding.record(referral, said, by=by)
    transcript = Transcript.objects.create(
        statement=statement, way=heard.way, said_on=heard.said_on
    )
    _send_copy(transcript, referral)
    return transcript


def may_record_again(referral: Referral) -> bool:
    """What counts was written down by the SPK, and nothing of it is public."""
    if not workflow.may_correct(referral.state, referral.idea.case):
        return False
    rows = referral.statements.counting()
    return bool(rows.filter(source=StatementSource.RECORDED).exists())


@transaction.atomic
def confirm(
    transcript: Transcript, *, by: User | None = None, link: SignedLink | None = None
) -> Transcript:
    """The department says that this is what it said.

    Raises:
        RuleViolation: it was corrected since, or confirmed already.
    """
    referral = locked(transcript.statement.referral)
    row = _locked(transcript, TranscriptState.CONFIRMED)
    if row.is_to_hand_over:
        row.object_until = berlin_today()
    _settle(row, TranscriptState.CONFIRMED, by=by)
    happened(
        "referral.transcript_confirmed", referral, by=by, link=responding.id_of(link)
    )
    return row


@transaction.atomic
def hand_over(transcript: Transcript, *, by: User) -> Transcript:
    """Somebody gave a body without a mailbox its copy; its time begins.

    Raises:
        RuleViolation: it has its copy, or said something already.
    """
    referral = locked(transcript.statement.referral)
    row = _locked(transcript, TranscriptState.UNOBJECTED)
    if not row.is_to_hand_over:
        raise RuleViolation(
            _("Das Amt hat diese Mitschrift schon."), code="has_its_copy"
        )
    row.object_until = _object_until()
    row.save(update_fields=["object_until"])
    happened("referral.transcript_handed_over", referral, by=by)
    return row


def mark_corrected(referral: Referral, *, by: User | None) -> None:
    """Other words take the place of what was written down; the caller has the lock."""
    for row in Transcript.objects.filter(statement__referral=referral):
        if transcript_states.may_become(row.state, TranscriptState.CORRECTED):
            _settle(row, TranscriptState.CORRECTED, by=by)


@transaction.atomic
def mark_sent(sent: Delivery) -> None:
    """The copy went out: the department has its whole time from today."""
    rows = Transcript.objects.filter(delivery=sent, state=TranscriptState.WAITING)
    rows.update(object_until=_object_until())


@transaction.atomic
def follow_address(sent: Delivery) -> None:
    """The copy goes to another address: the link is made for that one.

    Raises:
        RuleViolation: the department has said something, or its link has ended.
    """
    row = Transcript.objects.select_related("statement__referral").get(delivery=sent)
    referral = locked(row.statement.referral)
    if not row.is_waiting or referral.link is None:
        raise RuleViolation(
            _("Diese Mitschrift ist schon erledigt."), code="transcript_settled"
        )
    relinking.move(referral, referral.link, address=sent.to_address)


def settle_silent(today: date) -> int:
    """Let silence count where the time is over; safe to run twice."""
    pending = PendingStatement.objects.waiting().filter(
        referral=OuterRef("statement__referral")
    )
    rows = Transcript.objects.filter(
        ~Exists(pending), state=TranscriptState.WAITING, object_until__lt=today
    ).exclude(delivery__isnull=False, delivery__state__in=_NOT_THERE)
    return sum(_settle_silent(pk) for pk in rows.values_list("pk", flat=True))


_NOT_THERE = sorted(set(DeliveryState) - {DeliveryState.SENT})


@transaction.atomic
def _settle_silent(pk: int) -> int:
    row = Transcript.objects.select_related("statement__referral").get(pk=pk)
    referral = locked(row.statement.referral)
    row = Transcript.objects.select_for_update(of=("self",)).get(pk=pk)
    if not row.is_waiting:
        return 0
    _settle(row, TranscriptState.UNOBJECTED, by=None)
    happened("referral.transcript_unobjected", referral, by=None)
    return 1


def _send_copy(transcript: Transcript, referral: Referral) -> None:
    """By mail where the department has a link that opens; else somebody hands it."""
    link = referral.link
    if link is None or not link.recipient or not links.is_valid(link):
        return
    transcript.delivery = delivery.enqueue(
        key=f"transcript:{transcript.pk}",
        renderer=RENDERER,
        params={"transcript": transcript.pk},
        to_address=link.recipient,
    )
    transcript.object_until = _object_until()
    transcript.save(update_fields=["delivery", "object_until"])


def _object_until() -> date:
    return due_after(berlin_today(), current(TranscriptTerms).object_days).day


def _locked(transcript: Transcript, following: TranscriptState) -> Transcript:
    row = Transcript.objects.select_for_update(of=("self",)).get(pk=transcript.pk)
    transcript_states.require(row.state, following)
    return row


def _settle(row: Transcript, state: TranscriptState, *, by: User | None) -> None:
    row.state, row.settled_at, row.settled_by = state, timezone.now(), by
    row.save(update_fields=["state", "settled_at", "settled_by", "object_until"])
