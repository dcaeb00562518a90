"""Handing an idea to departments, with everything that goes with it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.delivery import services as delivery
from commons.delivery.enums import Channel
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.referrals import companions, dossiers
from participation.referrals.enums import ReferralRole, ReferralState, ReuseState
from participation.referrals.letters import Letter
from participation.referrals.models import Referral, Route
from participation.referrals.rules import CASE_DOOR
from participation.referrals.services import clocks, reviewing, routes
from participation.referrals.services.clarifying_guard import require_none_open
from participation.referrals.services.locking import locked_idea

RENDERER = "referrals.referral"
# A late statement is still welcome.
LINK_LIFETIME = CASE_DOOR.lifetime


@transaction.atomic
def refer(  # noqa: PLR0913 -- what a form says, all keyword-only
    idea: Idea,
    *,
    lead: Department | None,
    consulted: Sequence[Department] = (),
    cover_note: str,
    by: User,
    working_days: int | None = None,
    route: Route | None = None,
    goes_along: bool = False,
) -> list[Referral]:
    """Hand an idea to departments: referral, due date, dossier, link and delivery.

    A department that wants its mails collected gets it with the next common one.

    Args:
        lead: who owes the statement; None while somebody has the lead already and
            only others are asked besides.
        working_days: how long all of them have; without it each its own time.
        route: what sends it to the lead, not stored yet (`routes.route_to`); without
            it `by` chose by hand.
        goes_along: the caller puts it into a mail with others (`companions`).

    Raises:
        RuleViolation: the idea is not public, has a lead already, or a department
            is asked twice or no longer there.
    """
    idea = locked_idea(idea.pk)
    _require_referable(idea, lead, consulted)
    if lead is not None:
        reviewing.make_way(idea, to=ReuseState.REFERRED, by=by)
    if idea.case == Case.NONE:
        next_on = due_after(berlin_today(), working_days or 1).day
        idea = cases.open_case(idea, next_on=next_on, by=by)
    referrals = []
    for department, role in _parts(lead, consulted):
        referral = Referral(
            idea=idea,
            department=department,
            role=role,
            cover_note=cover_note,
            working_days=working_days or department.working_days,
            replaces=_returned(idea) if role == ReferralRole.LEAD else None,
            route=_kept(route if role == ReferralRole.LEAD else None, by=by),
            goes_along=goes_along,
        )
        referrals.append(_hand_over(referral, by=by))
    if lead is not None:
        cases.mark_referred(idea, lead=lead, next_on=referrals[0].due_day, by=by)
    return referrals


def letters_for(
    idea: Idea,
    *,
    lead: Department | None,
    consulted: Sequence[Department],
    cover_note: str,
    working_days: int | None,
) -> list[Letter]:
    """What `refer` would send now, for the eyes of whoever is about to."""
    today = berlin_today()
    return [
        Letter(
            idea,
            department,
            role,
            cover_note,
            due_after(today, working_days or department.working_days).day,
        )
        for department, role in _parts(lead, consulted)
    ]


def _parts(
    lead: Department | None, consulted: Sequence[Department]
) -> list[tuple[Department, ReferralRole]]:
    asked = [(department, ReferralRole.CONSULTED) for department in consulted]
    return asked if lead is None else [(lead, ReferralRole.LEAD), *asked]


def _hand_over(referral: Referral, *, by: User) -> Referral:
    """Store it and write what goes out, all in the caller's transaction.

    What goes along has a link of its own all the same: questions, colleagues and
    reminders are about one case.
    """
    now = timezone.now()
    referral.referred_at, referral.referred_by = now, by
    clocks.start(referral, at=now, working_days=referral.working_days)
    department = referral.department
    if department.has_mailbox:
        referral.link = CASE_DOOR.grant(referral.pk, recipient=department.email)
    referral.save(update_fields=["link"])
    if not referral.goes_along and not companions.takes(referral):
        send_alone(referral, by=by)
    happened(
        "referral.created",
        referral,
        by=by,
        department=department.pk,
        role=referral.role,
        due_on=referral.due_day.isoformat(),
    )
    return referral


def send_alone(referral: Referral, *, by: User | None) -> None:
    """Write the mail with which it goes out by itself; the caller holds the locks."""
    department = referral.department
    referral.goes_along = False
    referral.dossier = dossiers.stored(Letter.of(referral), by=by)
    referral.delivery = delivery.enqueue(
        key=f"referral:{referral.pk}",
        renderer=RENDERER,
        params={"referral": referral.pk},
        to_address=department.email,
        channel=Channel.MAIL if department.has_mailbox else Channel.MANUAL,
        attachments=[referral.dossier],
    )
    referral.save(update_fields=["goes_along", "dossier", "delivery"])


def _kept(route: Route | None, *, by: User) -> Route:
    route = route or routes.by_hand(by)
    route.save(force_insert=True)
    return route


def _require_referable(
    idea: Idea, lead: Department | None, consulted: Sequence[Department]
) -> None:
    if not idea.is_public:
        raise RuleViolation(
            _("Nur veröffentlichte Ideen werden weitergeleitet."), code="not_public"
        )
    asked = [*([lead] if lead else []), *consulted]
    if len({department.pk for department in asked}) < len(asked):
        raise RuleViolation(_("Ein Amt ist zweimal gewählt."), code="department_twice")
    if not all(department.is_active for department in asked):
        raise RuleViolation(
            _("Ein gewähltes Amt ist nicht mehr aktiv."), code="department_inactive"
        )
    require_none_open(idea)
    unfinished = idea.referrals.unfinished()
    _require_one_lead(unfinished.leads().first(), lead, consulted)
    known = unfinished.filter(department__in=asked).first()
    if known is not None:
        raise RuleViolation(
            _("Die Idee liegt schon hier: %(department)s.")
            % {"department": known.department.name},
            code="department_has_it",
        )


def _require_one_lead(
    current: Referral | None,
    lead: Department | None,
    consulted: Sequence[Department],
) -> None:
    if lead is not None and current is not None:
        message = _(
            "Federführend ist schon: %(department)s. Rufen Sie diese Weiterleitung "
            "zuerst zurück."
        )
        if current.state == ReferralState.FAILED:
            message = _(
                "Die Weiterleitung an %(department)s kam nicht an. Senden Sie sie "
                "noch einmal, oder rufen Sie sie zuerst zurück."
            )
        raise RuleViolation(
            message % {"department": current.department.name}, code="has_lead"
        )
    if lead is None and (current is None or not consulted):
        raise RuleViolation(
            _("Bitte wählen Sie, welches Amt federführend ist."), code="no_lead"
        )


def _returned(idea: Idea) -> Referral | None:
    """The last lead that was given back: the new one takes its place."""
    last: Referral | None = idea.referrals.leads().order_by("pk").last()
    if last is not None and last.state == ReferralState.RETURNED:
        return last
    return None
