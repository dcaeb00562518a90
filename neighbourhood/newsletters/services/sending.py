"""A released Rundbrief goes out, in batches through the outbox.

Each batch is one transaction that holds the Rundbrief's row: whoever is killed loses
one batch, and the next task goes on behind the last that was written. Two tasks at once
wait for each other, and a key in the outbox exists once.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from commons import wake
from commons.accounts.models import User
from commons.accounts.visitors import visitor_for
from commons.alone import apart
from commons.delivery import services as delivery
from commons.delivery.enums import DeliveryState, Lane
from commons.delivery.models import Delivery
from commons.delivery.services import holding
from commons.verbs.services import happened
from neighbourhood.newsletters import rules, workflow
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.mailing import CORRECTION, RENDERER, TASK
from neighbourhood.newsletters.models import Correction, Newsletter
from neighbourhood.newsletters.models.subscriptions import Subscription
from neighbourhood.newsletters.queries.sending import recipients, who_got
from neighbourhood.newsletters.services.drafts import locked
from neighbourhood.newsletters.services.releasing import take_back

BATCH = 500


def send_due(now: datetime | None = None) -> int:
    """Go on with all that is on its way, and begin what is due; says how many mails."""
    now = now or timezone.now()
    is_due = Q(state=NewsletterState.SENDING) | Q(
        Q(planned_for__isnull=True) | Q(planned_for__lte=now),
        state=NewsletterState.RELEASED,
    )
    number = 0
    for pk in _ids(Newsletter.objects.filter(is_due)):
        with apart("newsletter.run_failed", newsletter=pk):
            number += run(pk)
    for pk in _ids(Correction.objects.filter(is_mailed=True, handed_at__isnull=True)):
        with apart("newsletter.correction_failed", correction=pk):
            number += run_correction(pk)
    for newsletter in Newsletter.objects.filter(state=NewsletterState.STOPPED):
        # What a server turned away meanwhile waits again.
        holding.hold(newsletter.key_prefix)
    return number


def run(newsletter_id: int) -> int:
    """Go on with one Rundbrief; says how many mails were handed to the outbox.

    Safe to run twice and at once, and to be killed at any point.
    """
    if not _begin(newsletter_id):
        return 0
    number = 0
    while batch := _hand_over(newsletter_id):
        number += batch
    _finish(newsletter_id)
    return number


def run_correction(correction_id: int) -> int:
    """The same for the mail with a Berichtigung."""
    number = 0
    while batch := _hand_over_correction(correction_id):
        number += batch
    return number


@transaction.atomic
def stop(newsletter: Newsletter, *, by: User) -> Newsletter:
    """Nothing more leaves, what lies in the outbox neither.

    Raises:
        RuleViolation: it is not on its way (`newsletter_transition`).
    """
    newsletter = locked(newsletter)
    workflow.require(newsletter.state, NewsletterState.STOPPED)
    newsletter.state = NewsletterState.STOPPED
    newsletter.stopped_at, newsletter.stopped_by = timezone.now(), by
    newsletter.save(update_fields=["state", "stopped_at", "stopped_by"])
    held = holding.hold(newsletter.key_prefix)
    happened("newsletter.stopped", newsletter, by=by, count=held)
    return newsletter


@transaction.atomic
def resume(newsletter: Newsletter, *, by: User) -> Newsletter:
    """Go on where it stopped.

    Raises:
        RuleViolation: it is not stopped (`newsletter_transition`).
    """
    newsletter = locked(newsletter)
    workflow.require(newsletter.state, NewsletterState.SENDING)
    _leave_stopped(newsletter, NewsletterState.SENDING)
    holding.let_go(newsletter.key_prefix)
    happened("newsletter.resumed", newsletter, by=by)
    wake.on_commit(TASK, newsletter_id=newsletter.pk)
    return newsletter


@transaction.atomic
def leave_at_that(newsletter: Newsletter, *, by: User) -> Newsletter:
    """Stopped for good: who has it has it, the rest don't get it.

    Raises:
        RuleViolation: it is not on its way (`newsletter_transition`).
    """
    newsletter = locked(newsletter)
    workflow.require(newsletter.state, NewsletterState.SENT)
    newsletter.sent_at = timezone.now()
    newsletter.handed_at = newsletter.handed_at or newsletter.sent_at
    _leave_stopped(newsletter, NewsletterState.SENT)
    left = holding.recall_all(newsletter.key_prefix)
    happened("newsletter.left", newsletter, by=by, count=left)
    return newsletter


def _leave_stopped(newsletter: Newsletter, following: NewsletterState) -> None:
    newsletter.state = following
    newsletter.stopped_at = newsletter.stopped_by = None
    newsletter.save()


@transaction.atomic
def _begin(newsletter_id: int) -> bool:
    """Whether it is on its way; it sets out now if its hour has come."""
    newsletter = locked(Newsletter(pk=newsletter_id))
    if newsletter.state != NewsletterState.RELEASED:
        return newsletter.state == NewsletterState.SENDING
    now = timezone.now()
    if newsletter.planned_for is not None and newsletter.planned_for > now:
        return False
    if not _is_stood_for(newsletter):
        take_back(newsletter, by=None)
        return False
    newsletter.state, newsletter.started_at = NewsletterState.SENDING, now
    newsletter.save(update_fields=["state", "started_at"])
    happened("newsletter.started", newsletter, by=newsletter.released_by)
    return True


def _is_stood_for(newsletter: Newsletter) -> bool:
    """Who released it may still do so: days later, an account or role may be gone."""
    by = newsletter.released_by
    return (
        by is not None
        and by.is_active
        and rules.can_compose(visitor_for(by), newsletter)
    )


@transaction.atomic
def _hand_over(newsletter_id: int) -> int:
    newsletter = locked(Newsletter(pk=newsletter_id))
    if newsletter.state != NewsletterState.SENDING:
        return 0
    rows = recipients(newsletter)
    return _batch(newsletter, rows, RENDERER, {"newsletter": newsletter.pk})


@transaction.atomic
def _hand_over_correction(correction_id: int) -> int:
    rows = Correction.objects.select_for_update(of=("self",))
    correction = rows.select_related("newsletter__region").get(pk=correction_id)
    readers = who_got(correction.newsletter)
    return _batch(correction, readers, CORRECTION, {"correction": correction.pk})


def _batch(
    mailing: Newsletter | Correction,
    readers: QuerySet[Subscription],
    renderer: str,
    params: Mapping[str, Any],
) -> int:
    """The next mails of a locked row into the outbox; 0 when all are there."""
    if mailing.handed_at is not None:
        return 0
    rows = readers.filter(pk__gt=mailing.cursor).order_by("pk")
    batch = list(rows[:BATCH])
    if batch:
        mailing.cursor = batch[-1].pk
        mailing.handed += len(batch)
    else:
        mailing.handed_at = timezone.now()
    mailing.save(update_fields=["cursor", "handed", "handed_at"])
    delivery.enqueue_all(
        delivery.prepare(
            key=f"{mailing.key_prefix}{subscription.pk}",
            renderer=renderer,
            params={**params, "subscription": subscription.pk},
            to_user_id=subscription.user_id,
            to_address=subscription.to_address,
            lane=Lane.BULK,
        )
        for subscription in batch
    )
    return len(batch)


@transaction.atomic
def _finish(newsletter_id: int) -> None:
    """Every mail has had its end: it is sent."""
    newsletter = locked(Newsletter(pk=newsletter_id))
    if newsletter.state != NewsletterState.SENDING or newsletter.handed_at is None:
        return
    mails = Delivery.objects.filter(key__startswith=newsletter.key_prefix)
    waiting = mails.filter(state__in=[DeliveryState.QUEUED, DeliveryState.SENDING])
    if waiting.exists():
        return
    newsletter.state, newsletter.sent_at = NewsletterState.SENT, timezone.now()
    newsletter.save(update_fields=["state", "sent_at"])
    happened("newsletter.sent", newsletter, by=newsletter.released_by)


def _ids(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
