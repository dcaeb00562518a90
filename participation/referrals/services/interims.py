"""A department looks until a day of its own, and says why; that is on time, too."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _, ngettext

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.terms.queries import current
from commons.verbs.services import happened
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.enums import (
    ReferralState,
    StatementKind,
    StatementSource,
)
from participation.referrals.models import DepartmentTerms, Referral, Statement
from participation.referrals.queries import desks
from participation.referrals.services import clocks, responding
from participation.referrals.services.locking import locked
from participation.referrals.services.responding import Said


@transaction.atomic
def give(
    referral: Referral,
    said: Said,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
    source: StatementSource | None = None,
) -> Statement:
    """The department names its own date within the house's maximum.

    The referral stays open and is due on that day; the resident hears of it. A
    question of the department's own is settled.

    Args:
        source: how it came, where neither account nor link tells.

    Raises:
        RuleViolation: it is no longer with the department, the day is too late or
            brings nothing, or there were as many already as the house allows.
    """
    referral = locked(referral)
    until = require(referral, said.looking_until)
    had_question = referral.state == ReferralState.QUESTION
    if referral.state != ReferralState.ACKNOWLEDGED:
        responding.become(referral, ReferralState.ACKNOWLEDGED)
    now = timezone.now()
    referral.acknowledged_at = referral.acknowledged_at or now
    responding.settle_clock(referral, now)
    responding.drop_waiting(referral, now)
    clocks.grant_extension(referral, until=until, at=now)
    referral.save(update_fields=["state", "acknowledged_at", *clocks.CLOCK_FIELDS])
    source = source or responding.source_of(link)
    statement = responding.written(referral, said, source=source, by=by, link=link)
    _tell_when(referral, had_question=had_question, by=by)
    codes = {"until": until.isoformat(), "link": responding.id_of(link)}
    happened("referral.interim", referral, by=by, **codes)
    return statement


def _tell_when(referral: Referral, *, had_question: bool, by: User | None) -> None:
    """The day on which the resident hears next goes along with its lead."""
    if not referral.is_lead:
        return
    if had_question:
        cases.mark_question_settled(referral.idea, next_on=referral.due_day, by=by)
    else:
        cases.move_next_date(referral.idea, next_on=referral.due_day)


def require(referral: Referral, until: date | None) -> date:
    if referral.state not in workflow.WITH_DEPARTMENT:
        workflow.require(referral.state, ReferralState.ACKNOWLEDGED)
    terms = current(DepartmentTerms)
    given = referral.statements.filter(kind=StatementKind.INTERIM).count()
    if given >= terms.interims:
        message = ngettext(
            "Einen Zwischenstand gab es schon. Bitte nehmen Sie jetzt Stellung, oder "
            "rufen Sie uns an.",
            "%(number)s Zwischenstände gab es schon. Bitte nehmen Sie jetzt Stellung, "
            "oder rufen Sie uns an.",
            given,
        )
        raise RuleViolation(message % {"number": given}, code="interims_used_up")
    latest = desks.latest_interim_day(terms, today=berlin_today())
    if until is None or until > latest:
        raise RuleViolation(
            _("Bitte nennen Sie einen Tag bis zum %(day)s.")
            % {"day": date_format(latest, "j. F Y")},
            code="interim_too_late",
        )
    if until <= referral.due_day:
        raise RuleViolation(
            _(
                "Bis zum %(day)s haben Sie ohnehin Zeit. Bitte nennen Sie einen "
                "späteren Tag."
            )
            % {"day": date_format(referral.due_day, "j. F Y")},
            code="interim_brings_nothing",
        )
    return until
