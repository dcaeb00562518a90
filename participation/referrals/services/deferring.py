"""Good, but without money now: what is deferred comes back on a day of its own."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.referrals.models import Answer, Deferral
from participation.referrals.queries.deferring import held_on
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services.locking import locked_idea


def begin(answer: Answer, *, by: User) -> None:
    """With the answer its day of review; the idea is locked."""
    if answer.look_again_on is None:
        return
    Deferral.objects.create(
        answer=answer,
        number=1,
        look_again_on=answer.look_again_on,
        said_at=timezone.now(),
        said_by=by,
    )


@transaction.atomic
def put_off(idea: Idea, *, to: date, reason: str, by: User) -> Deferral:
    """There is still no money: look at it again on another day, and say why.

    Raises:
        RuleViolation: the idea is not deferred (`not_deferred`), the day is past
            (`day_past`), or no reason is given (`reason_missing`).
    """
    idea = locked_idea(idea.pk)
    answer = _deferred(idea)
    if to <= berlin_today():
        raise RuleViolation(
            _("Bitte nennen Sie einen Tag, der noch kommt."), code="day_past"
        )
    if not reason.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie, warum es noch dauert."), code="reason_missing"
        )
    last = answer.deferrals.order_by("-number").values_list("number", flat=True).first()
    deferral = Deferral.objects.create(
        answer=answer,
        # An answer of an earlier release had a day, but no row for it.
        number=max(last or 1, 1) + 1,
        look_again_on=to,
        reason=reason.strip(),
        said_at=timezone.now(),
        said_by=by,
    )
    answer.look_again_on = to
    answer.save(update_fields=["look_again_on"])
    cases.await_until(idea, next_on=to)
    happened("deferral.put_off", deferral, by=by)
    return deferral


@transaction.atomic
def take_up(idea: Idea, *, by: User) -> Idea:
    """Now it may go on: referred once more, or answered anew; followers hear of it.

    Raises:
        RuleViolation: the idea is not deferred (`not_deferred`).
    """
    idea = locked_idea(idea.pk)
    _deferred(idea)
    next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
    return cases.reopen(idea, next_on=next_on, by=by)


def _deferred(idea: Idea) -> Answer:
    answer = held_on(idea)
    if answer is None:
        raise RuleViolation(
            _("Diese Idee ist nicht mehr zurückgestellt."), code="not_deferred"
        )
    return answer
