"""By when somebody is heard."""

from datetime import date, timedelta

from commons.clock import berlin_today
from commons.terms.queries import current
from neighbourhood.deadlines.services import due_after
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.together.models import TogetherTerms


def author_until() -> date:
    return due_after(berlin_today(), current(TogetherTerms).ask_days).day


def partner_until() -> date:
    return due_after(berlin_today(), current(TogetherTerms).answer_days).day


def latest_report() -> date:
    return berlin_today() + timedelta(days=current(TogetherTerms).report_days)


def desk_until() -> date:
    return due_after(berlin_today(), DESK_WORKING_DAYS).day
