"""Applications for money: written here, sent by their people, never by us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.pool import application_states
from participation.pool.enums import ApplicationState
from participation.pool.models import CostItem, FundingApplication, FundingCall
from participation.pool.services.turns import take_turn

Costs = Sequence[tuple[str, Decimal]]
MOST_OPEN = 30
# The form has no key: who sends the same again so soon has pressed twice.
SAME_CLICK = timedelta(minutes=1)


@dataclass(frozen=True)
class Contact:
    name: str
    email: str
    phone: str = ""


@dataclass(frozen=True)
class Plan:
    """What the paper says: what for, what, how much of it, when, what it costs."""

    title: str
    purpose: str
    kind: str
    extent: str
    from_on: date
    until_on: date
    costs: Costs
    own_share: Decimal
    contact: Contact


@transaction.atomic
def begin(
    call: FundingCall, plan: Plan, *, by: User, actor: Actor | None = None
) -> FundingApplication:
    """A new paper; `actor` is whom it speaks for. Two clicks write one.

    Raises:
        RuleViolation: the call is over (`over`), or somebody has very many papers in
            work (`too_many`).
    """
    _require_running(call)
    take_turn(by)
    own = FundingApplication.objects.filter(user=by, state=ApplicationState.WRITING)
    now = timezone.now()
    if first := _written(own, call, plan, actor, since=now - SAME_CLICK):
        return first
    if own.count() >= MOST_OPEN:
        raise RuleViolation(
            _("Sie haben schon viele Anträge in Arbeit."), code="too_many"
        )
    row = FundingApplication(
        call=call, user=by, actor=actor, created_at=now, state_on=berlin_today()
    )
    _write(row, plan)
    happened("application.begun", row, by=by, call=call.pk)
    return row


@transaction.atomic
def change(
    row: FundingApplication, plan: Plan, *, version: int, by: User
) -> FundingApplication:
    """Write the paper anew.

    Args:
        version: the version that the form showed.

    Raises:
        RuleViolation: it was sent (`sent`), or somebody else of the house has changed
            it meanwhile (`version_changed`).
    """
    row = _locked(row)
    if row.state not in application_states.CHANGEABLE:
        raise RuleViolation(
            _("Dieser Antrag ist abgeschickt. Setzen Sie ihn zuerst auf „in Arbeit“."),
            code="sent",
        )
    if row.version != version:
        raise RuleViolation(
            _("Jemand hat den Antrag inzwischen geändert. Bitte sehen Sie nach."),
            code="version_changed",
        )
    row.version += 1
    _write(row, plan)
    happened("application.changed", row, by=by, version=row.version)
    return row


@transaction.atomic
def note(
    row: FundingApplication,
    state: ApplicationState,
    *,
    on: date,
    granted: Decimal | None = None,
    by: User,
) -> FundingApplication:
    """Say what became of it.

    Raises:
        RuleViolation: it cannot be that after what it was.
    """
    row = _locked(row)
    application_states.require(row.state, state)
    row.state, row.state_on = state, on
    row.granted = granted if state == ApplicationState.GRANTED else None
    row.save(update_fields=["state", "state_on", "granted"])
    happened("application.noted", row, by=by, state=state.value)
    return row


def forget_person(user: User) -> None:
    """An account goes: one's own papers with it, those of a house stay with the house.

    Where the house named this person to be asked, somebody else has to be named.
    """
    own = FundingApplication.objects.filter(user=user)
    own.filter(actor__isnull=True).delete()
    is_named = Q(contact_email__iexact=user.email)
    is_named |= Q(user=user, contact_name=user.display_name)
    named = FundingApplication.objects.filter(is_named, actor__isnull=False)
    named.update(contact_name="", contact_email="", contact_phone="")
    own.update(user=None)


@transaction.atomic
def delete(row: FundingApplication, *, by: User) -> None:
    """Gone for good: nobody else keeps it."""
    row = _locked(row)
    happened("application.deleted", row, by=by)
    row.delete()


def _written(
    own: QuerySet[FundingApplication],
    call: FundingCall,
    plan: Plan,
    actor: Actor | None,
    *,
    since: datetime,
) -> FundingApplication | None:
    """The paper that the click before has begun."""
    same = {"call": call, "actor": actor, "title": plan.title, "purpose": plan.purpose}
    return own.filter(**same, created_at__gt=since).first()


def _write(row: FundingApplication, plan: Plan) -> None:
    row.title, row.purpose, row.kind = plan.title, plan.purpose, plan.kind
    row.extent, row.own_share = plan.extent, plan.own_share
    row.from_on, row.until_on = plan.from_on, plan.until_on
    row.contact_name = plan.contact.name
    row.contact_email = plan.contact.email
    row.contact_phone = plan.contact.phone
    row.changed_at = timezone.now()
    row.save()
    row.costs.all().delete()
    CostItem.objects.bulk_create(
        CostItem(application=row, position=number, label=label, amount=amount)
        for number, (label, amount) in enumerate(plan.costs, start=1)
    )


def _locked(row: FundingApplication) -> FundingApplication:
    rows = FundingApplication.objects.select_for_update(of=("self",))
    return rows.select_related("call").get(pk=row.pk)


def _require_running(call: FundingCall) -> None:
    if call.is_over or not call.is_public:
        raise RuleViolation(_("Diese Förderung ist beendet."), code="over")
