"""Asking an Amt whether what it promised has happened; its reply is a statement."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.alone import alone
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.departments import successor_of
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.models import Promise, PromiseInquiry, Referral, Statement
from participation.referrals.promise_states import OPEN
from participation.referrals.queries import promises as queries
from participation.referrals.rules import PROMISE_DOOR
from participation.referrals.services import promises, responding
from participation.referrals.services.locking import locked_idea
from participation.referrals.services.responding import Said

RENDERER = "referrals.promise"


def watch(today: date | None = None) -> int:
    """Ask the Ämter of promises whose day is near, if the terms say so.

    Safe to run never, once or three times a day: each day is asked about once. Gives
    how many were asked.
    """
    today = today or berlin_today()
    with alone("referrals promises") as is_first:
        if not is_first:
            return 0
        promises.write_down()
        if not queries.terms().asks_by_itself:
            return 0
        near = queries.asked_about(today).filter(inquiry__isnull=True)
        return sum(_ask_quietly(pk) for pk in near.values_list("pk", flat=True))


@transaction.atomic
def ask(step: Promise, *, by: User | None) -> PromiseInquiry:
    """Send the Amt that promised a mail with its own link.

    Raises:
        RuleViolation: another step came first (`promise_transition`), it was asked
            already (`asked`), or no mail reaches it (`no_mailbox`).
    """
    idea = locked_idea(step.idea_id)
    newest = queries.newest_of(step.answer)
    if newest is None or newest.pk != step.pk or step.step not in OPEN:
        raise RuleViolation(
            _("Inzwischen ist etwas anderes vermerkt. Bitte sehen Sie nach."),
            code="promise_transition",
        )
    if PromiseInquiry.objects.filter(promise=step).exists():
        raise RuleViolation(
            _("Das Amt ist zu diesem Termin schon gefragt."), code="asked"
        )
    referral = promising(step)
    department = keeping(referral)
    if referral is None or department is None or not department.has_mailbox:
        raise RuleViolation(
            _("Dieses Amt erreicht keine Mail. Bitte rufen Sie an."), code="no_mailbox"
        )
    referral.idea = idea
    return _sent(step, referral, address=department.email, by=by)


def promising(step: Promise) -> Referral | None:
    """The Amt behind it: whose statement the answer was made of, the lead first."""
    rows = Referral.objects.filter(
        state=ReferralState.STATED, statements__answers=step.answer_id
    ).select_related("department")
    leads = rows.filter(role=ReferralRole.LEAD)
    return leads.order_by("-pk").first() or rows.order_by("-pk").first()


def keeping(referral: Referral | None) -> Department | None:
    """Who keeps what it promised: the Amt, or what that has become since.

    An Amt that ended without a successor is asked by nobody.
    """
    if referral is None:
        return None
    department = successor_of(referral.department) or referral.department
    return department if department.is_active else None


@transaction.atomic
def opened(link: SignedLink) -> str:
    """Record that a person opened it; gives the address of the page."""
    inquiry = PromiseInquiry.objects.select_related("referral").get(pk=link.target_id)
    if link.opened_at is None:
        happened("inquiry.opened", inquiry, by=None, link=link.pk)
    return reverse("referrals:inquiry-case", args=[inquiry.pk])


@transaction.atomic
def reply(
    inquiry: PromiseInquiry,
    said: Said,
    *,
    done_on: date | None,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Statement:
    """The Amt says how it stands; nothing is public until the SPK makes a step of it.

    Raises:
        RuleViolation: it has said so already (`replied`), or the promise has ended.
    """
    locked_idea(inquiry.referral.idea_id)
    rows = PromiseInquiry.objects.select_for_update(of=("self",))
    inquiry = rows.select_related("referral", "promise__answer").get(pk=inquiry.pk)
    if inquiry.replied_at is not None:
        raise RuleViolation(_("Das haben Sie uns schon gesagt. Danke."), code="replied")
    newest = queries.newest_of(inquiry.promise.answer)
    if newest is None or newest.pk != inquiry.promise_id:
        raise RuleViolation(
            _("Inzwischen ist ein anderer Stand vermerkt. Danke trotzdem."),
            code="promise_transition",
        )
    source = responding.source_of(link)
    statement = responding.written(
        inquiry.referral, said, source=source, by=by, link=link
    )
    inquiry.statement, inquiry.done_on = statement, done_on
    inquiry.replied_at = timezone.now()
    inquiry.save(update_fields=["statement", "done_on", "replied_at"])
    codes: dict[str, Any] = {"link": responding.id_of(link)}
    happened("inquiry.replied", inquiry, by=by, **codes)
    return statement


def _ask_quietly(promise_id: int) -> int:
    """A promise that changed since, or an Amt without a mailbox, is left to people."""
    step = Promise.objects.select_related("answer").get(pk=promise_id)
    try:
        ask(step, by=None)
    except RuleViolation:
        return 0
    return 1


def _sent(
    step: Promise, referral: Referral, *, address: str, by: User | None
) -> PromiseInquiry:
    inquiry = PromiseInquiry.objects.create(
        promise=step, referral=referral, asked_at=timezone.now(), asked_by=by
    )
    inquiry.link = PROMISE_DOOR.grant(inquiry.pk, recipient=address)
    inquiry.delivery = delivery.enqueue(
        key=f"promise:{inquiry.pk}",
        renderer=RENDERER,
        params={"inquiry": inquiry.pk},
        to_address=address,
    )
    inquiry.save(update_fields=["link", "delivery"])
    happened("inquiry.sent", inquiry, by=by)
    return inquiry
