"""Samples of what is told around the desk: reports, objections, blocks, absences."""

from datetime import timedelta

from django.utils import timezone

from commons.accounts.enums import Role
from commons.accounts.models import Absence
from commons.clock import berlin_today
from participation.moderation.enums import (
    ComplaintOutcome,
    Reason,
    ReportReason,
    Verdict,
)
from participation.moderation.models import PoolMember, QueueItem
from participation.moderation.services import blocks, reports
from participation.moderation.services.blocks import Sanction
from participation.moderation.services.reports import Notice
from tests.factories.accounts import UserFactory, make_staff
from tests.factories.moderation import (
    ComplaintFactory,
    DecisionFactory,
    ReportFactory,
    make_item,
)
from tests.mails.of_ideas import decided
from tests.mails.samples import both, idea, said, title, verb

ADDRESS = "melderin@example.net"


@verb("moderation.asked_again", "moderation.redacted", "moderation.redaction_regretted")
def own_contributions(key):
    for made in both():
        if key == "moderation.asked_again":
            yield decided(made, "idea", "changes_requested")
        else:
            decision = DecisionFactory(
                target_id=made.pk, verdict=Verdict.REDACT, reason=Reason.PERSONAL_DATA
            )
            yield made, {"decision": decision.pk}


@verb("moderation.overdue")
def overdue(_key):
    make_staff()
    item = make_item(title=title())
    yield item, {"items": [item.pk]}


@verb("report.acknowledged")
def acknowledged(_key):
    notice = Notice(ReportReason.INSULT, "Das beleidigt alle hier.")
    reports.report(idea(), notice, by=UserFactory())
    yield from said("report.acknowledged")
    yield ReportFactory(target_id=idea().pk, address=ADDRESS, number="2026-00002"), {}


@verb("report.settled")
def settled(_key):
    for verdict in (Verdict.KEEP, Verdict.REMOVE):
        made = idea()
        decision = DecisionFactory(target_id=made.pk, verdict=verdict)
        item = QueueItem.objects.filter(target_id=made.pk).first()
        for who in ({"reported_by": UserFactory()}, {"address": ADDRESS}):
            ReportFactory(target_id=made.pk, item=item, decision=decision, **who)
        yield made, {"decision": decision.pk}


@verb("complaint.raised", "complaint.overdue")
def waiting_complaints(_key):
    """One that somebody may decide, and one that nobody is named for."""
    coordinator = make_staff(Role.COORDINATOR)
    yield _complaint(complained_by=UserFactory()), {}
    _name(make_staff(), by=coordinator)
    yield _complaint(complained_by=UserFactory()), {}


@verb("complaint.upheld", "complaint.reversed")
def decided_complaints(key):
    is_upheld = key == "complaint.upheld"
    for who in ({"complained_by": UserFactory()}, {"address": ADDRESS}):
        yield (
            _complaint(
                outcome=ComplaintOutcome.UPHELD
                if is_upheld
                else ComplaintOutcome.REVERSED,
                answer="Die Regel gilt für alle.",
                decided_at=timezone.now(),
                decided_by=make_staff(),
                **who,
            ),
            {},
        )


@verb("pool.named")
def named(_key):
    yield _name(make_staff(), by=make_staff(Role.COORDINATOR)), {}


@verb("account.blocked", "account.unblocked", "account.block_ended")
def blocked(key):
    person, by = UserFactory(), make_staff(Role.COORDINATOR)
    week = Sanction(Reason.INSULT, "Am 3. Mai jemanden beleidigt.", 7)
    made = blocks.block(person, week, by=by)
    decision = made.decision
    if key == "account.unblocked":
        decision = DecisionFactory(
            kind="block", target_id=made.pk, verdict=Verdict.UNBLOCK, reason=""
        )
    yield person, {"decision": decision.pk}


@verb("absence.entered", "absence.ended")
def absences(key):
    today = berlin_today()
    away, substitute = make_staff(), make_staff()
    ended = {"ended_at": timezone.now()} if key == "absence.ended" else {}
    yield (
        Absence.objects.create(
            user=away,
            substitute=substitute,
            first_day=today,
            last_day=today + timedelta(days=7),
            entered_at=timezone.now(),
            entered_by=away,
            **ended,
        ),
        {},
    )


def _complaint(**fields):
    made = idea()
    decided(made, "idea", "removed")
    return ComplaintFactory(
        decision=made.decision, due_on=berlin_today() + timedelta(days=14), **fields
    )


def _name(user, *, by):
    return PoolMember.objects.create(
        user=user, valid_from=berlin_today(), named_by=by, named_at=timezone.now()
    )
