"""What becomes of a reused answer: settled, kept, or replaced by something better."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.delivery.enums import Channel
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.referrals import reuse_states
from participation.referrals.enums import ReuseState
from participation.referrals.models import Answer, Reuse
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services.locking import locked_idea

RENDERER = "referrals.reuse_reviewed"


@transaction.atomic
def keep(reuse: Reuse, *, text: str, by: User) -> Reuse:
    """The answer stays in spite of the objection; the Amt is told why.

    Raises:
        RuleViolation: nobody objects any more, or the reason is missing.
    """
    reuse = locked(reuse)
    reuse_states.require(reuse.state, ReuseState.KEPT)
    if not text.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie dem Amt, warum die Antwort bleibt."),
            code="text_missing",
        )
    reuse.review = text.strip()
    _review(reuse, ReuseState.KEPT, by=by)
    happened("reuse.kept", reuse, by=by)
    return reuse


@transaction.atomic
def tell_by_hand(reuse: Reuse, *, by: User) -> Reuse:
    """Somebody told an Amt without a mailbox, or one that no mail reached.

    Raises:
        RuleViolation: the Amt knows already.
    """
    if reuse.delivery_id is not None:  # before its idea, as the outbox does
        Delivery.objects.select_for_update(of=("self",)).get(pk=reuse.delivery_id)
    reuse = locked(reuse)
    reuse_states.require(reuse.state, ReuseState.INFORMED)
    if reuse.delivery is not None:
        if reuse.delivery.channel == Channel.MANUAL:
            delivery.complete(reuse.delivery, by=by)
        else:
            delivery.recall(reuse.delivery)
    inform(reuse, by=by)
    return reuse


def inform(reuse: Reuse, *, by: User | None) -> None:
    """The Amt knows; its time to object runs from today. The row is locked."""
    now = timezone.now()
    reuse.state, reuse.informed_at = ReuseState.INFORMED, now
    reuse.object_until = due_after(berlin_today(), reuse.working_days).day
    reuse.save(update_fields=["state", "informed_at", "object_until"])
    happened("reuse.informed", reuse, by=by)


def make_way(idea: Idea, *, to: ReuseState, by: User) -> None:
    """A referral or an answer of its own takes the place of a reused answer.

    Called with the idea locked, before it is referred or answered. What residents
    read stays until there is something better.
    """
    rows = Reuse.objects.current().filter(idea=idea).select_for_update(of=("self",))
    reuse = rows.select_related("delivery", "link", "department").first()
    if reuse is None:
        return
    reuse_states.require(reuse.state, to)
    reuse.idea = idea
    _review(reuse, to, by=by)
    happened("reuse.replaced", reuse, by=by, state=to.value)
    if idea.case == Case.ANSWERED:
        next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
        moved = cases.make_way(idea, next_on=next_on, by=by)
        idea.case, idea.next_on = moved.case, moved.next_on


def tell_of_renewal(answer: Answer, *, by: User) -> None:
    """Those who were pointed to an earlier answer of this idea hear of the new one."""
    pointing = Reuse.objects.current().filter(answer__source__idea=answer.idea)
    for reuse in pointing.select_related("idea").order_by("pk"):
        happened("reuse.source_renewed", reuse, by=by, answer=answer.pk)


def watch(today: date | None = None) -> int:
    """End what nobody objected to, and remind the desk once of what lies there."""
    today = today or berlin_today()
    silent = Reuse.objects.filter(state=ReuseState.INFORMED, object_until__lt=today)
    count = sum(_settle(row, today) for row in silent.order_by("pk"))
    waiting = Reuse.objects.filter(reminded_at__isnull=True)
    untold = waiting.filter(state=ReuseState.INFORMING, object_until__lt=today)
    lying = waiting.filter(state=ReuseState.OBJECTED, review_until__lt=today)
    return count + sum(_remind(row) for row in [*untold, *lying])


@transaction.atomic
def _settle(reuse: Reuse, today: date) -> int:
    reuse = locked(reuse)
    if reuse.state != ReuseState.INFORMED or reuse.object_until >= today:
        return 0
    reuse.state = ReuseState.SETTLED
    reuse.save(update_fields=["state"])
    happened("reuse.settled", reuse, by=None)
    return 1


@transaction.atomic
def _remind(reuse: Reuse) -> int:
    reuse = locked(reuse)
    is_waiting = reuse.state in {ReuseState.INFORMING, ReuseState.OBJECTED}
    if reuse.reminded_at is not None or not is_waiting:
        return 0
    reuse.reminded_at = timezone.now()
    reuse.save(update_fields=["reminded_at"])
    happened("reuse.waits", reuse, by=None)
    return 1


def locked(reuse: Reuse) -> Reuse:
    """The row as it is now, with its idea, both locked; the idea first."""
    idea = locked_idea(reuse.idea_id)
    rows = Reuse.objects.select_for_update(of=("self",))
    row = rows.select_related("delivery", "link", "department").get(pk=reuse.pk)
    row.idea = idea
    return row


def _review(reuse: Reuse, state: ReuseState, *, by: User) -> None:
    """Whoever objected hears what came of it."""
    had_objection = reuse.state == ReuseState.OBJECTED
    reuse.state = state
    if had_objection:
        reuse.reviewed_at, reuse.reviewed_by = timezone.now(), by
    reuse.save(update_fields=["state", "review", "reviewed_at", "reviewed_by"])
    if had_objection and reuse.link is not None:
        delivery.enqueue(
            key=f"reuse-reviewed:{reuse.pk}:{state.value}",
            renderer=RENDERER,
            params={"reuse": reuse.pk},
            to_address=reuse.link.recipient,
        )
