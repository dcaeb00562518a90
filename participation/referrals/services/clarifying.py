"""The departments concerned clarify together who is responsible for an idea.

The third return opens a round of all who gave it back and all they named; until it is
decided nobody is asked. Its result writes the referral, or leaves the idea with the
SPK, in one transaction.
"""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import convening, deciding
from neighbourhood.rounds.services.waiting import DECIDE_WORKING_DAYS
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.referrals.enums import ClarifiedTo, RouteWay
from participation.referrals.models import (
    Clarification,
    ClarifyingTerms,
    Referral,
    Route,
)
from participation.referrals.queries import clarifying as queries
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services import recalling, referring
from participation.referrals.services.clarifying_guard import require_none_open
from participation.referrals.services.locking import locked_idea, locked_with_deliveries

GERMAN = Language.GERMAN.value


def after_return(referral: Referral) -> Clarification | None:
    """Open a round if this return was one too many; the idea is locked.

    Where nobody who could be asked exists any more, the SPK goes on alone.
    """
    if not queries.is_due_after(referral):
        return None
    departments = queries.concerned(referral.idea)
    if not departments or queries.open_on(referral.idea) is not None:
        return None
    return _open(referral.idea, departments, note="", by=None)


@transaction.atomic
def open_by_hand(
    idea: Idea, *, departments: Sequence[Department], note: str = "", by: User
) -> Clarification:
    """A coordinator sees earlier that nobody alone will find out.

    Args:
        note: further words to the departments, beneath the question.

    Raises:
        RuleViolation: the departments clarify already, one has the idea, it is
            answered, or it is not public.
    """
    idea = locked_idea(idea.pk)
    if not idea.is_public:
        raise RuleViolation(
            _("Nur veröffentlichte Ideen werden geklärt."), code="not_public"
        )
    require_none_open(idea)
    if idea.case not in queries.CLARIFIABLE | {Case.NONE}:
        raise RuleViolation(
            _("Diese Idee liegt nicht bei der SPK. Da ist nichts zu klären."),
            code="not_at_the_spk",
        )
    if idea.referrals.unfinished().leads().exists():
        raise RuleViolation(
            _("Ein Amt ist schon gefragt. Rufen Sie die Weiterleitung erst zurück."),
            code="has_lead",
        )
    if idea.case == Case.NONE:
        idea = cases.open_case(idea, next_on=berlin_today(), by=by)
    return _open(idea, departments, note=note, by=by)


def lock(row: Round) -> None:
    """What the result of a round needs, in the order of the house."""
    clarification = Clarification.objects.get(round=row)
    locked_with_deliveries(clarification.idea_id)


def apply_result(row: Round, by: User | None) -> None:
    """What follows from the result; the idea and the round are locked.

    Raises:
        RuleViolation: the department cannot get the idea, for instance because it
            has left the public.
    """
    clarification = _of(row)
    _end(clarification, ClarifiedTo(row.result_code), by=by)
    if row.chosen is None:
        _leave_at_the_spk(clarification.idea)
        return
    assert by is not None  # noqa: S101 -- only a person decides
    clarification.referral = _hand_over(clarification.idea, row.chosen, row, by=by)
    clarification.save(update_fields=["referral"])


def apply_cancelling(row: Round, by: User | None) -> None:
    clarification = _of(row)
    _end(clarification, ClarifiedTo.CANCELLED, by=by)
    _leave_at_the_spk(clarification.idea)


def make_way(idea: Idea, *, by: User) -> None:
    """The idea is answered: nobody has to clarify anything; the idea is locked."""
    clarification = queries.open_on(idea)
    if clarification is None:
        return
    with translation.override(GERMAN):
        reason = _("Die Idee ist inzwischen beantwortet. Vielen Dank.")
    deciding.cancel(clarification.round, reason=reason, by=by)


def _open(
    idea: Idea, departments: Sequence[Department], *, note: str, by: User | None
) -> Clarification:
    """The idea is locked and nobody clarifies yet."""
    working_days = current(ClarifyingTerms).working_days
    last = queries.last_ended_on(idea)
    with translation.override(GERMAN):
        call = convening.Call(
            kind=RoundKind.CLARIFICATION,
            title=_("Wer ist zuständig? %(title)s") % {"title": idea.title},
            question=_question(note),
            working_days=working_days,
            region=idea.region,
            about=idea,
            continues=last.round if last else None,
        )
    row = convening.convene(call, asked=departments, by=by)
    clarification = Clarification.objects.create(
        idea=idea, round=row, opened_at=row.convened_at, opened_by=by
    )
    days = working_days + DECIDE_WORKING_DAYS
    cases.move_next_date(idea, next_on=due_after(berlin_today(), days).day)
    happened("clarification.opened", clarification, by=by, round=row.pk)
    return clarification


def _question(note: str) -> str:
    question = _(
        "Mehrere Stellen haben diese Idee zurückgegeben oder sind genannt worden. "
        "Übernimmt Ihr Amt sie, ganz oder zum Teil? Wenn nicht: Wer ist es aus Ihrer "
        "Sicht, und woraus ergibt sich das?"
    )
    return f"{question}\n\n{note.strip()}".strip()


def _of(row: Round) -> Clarification:
    clarification = Clarification.objects.select_for_update(of=("self",)).get(round=row)
    clarification.idea = locked_idea(clarification.idea_id)
    return clarification


def _end(
    clarification: Clarification, outcome: ClarifiedTo, *, by: User | None
) -> None:
    clarification.ended_at, clarification.outcome = timezone.now(), outcome
    clarification.save(update_fields=["ended_at", "outcome"])
    happened("clarification.ended", clarification, by=by, outcome=outcome.value)


def _hand_over(idea: Idea, department: Department, row: Round, *, by: User) -> Referral:
    """The result's words are the letter; who was asked besides now has the lead."""
    besides = idea.referrals.unfinished().filter(department=department).first()
    if besides is not None:
        recalling.recall(besides, by=by)
    route = Route(way=RouteWay.ROUND, chosen_by=by, chosen_at=timezone.now())
    referrals = referring.refer(
        idea, lead=department, cover_note=row.result, route=route, by=by
    )
    return referrals[0]


def _leave_at_the_spk(idea: Idea) -> None:
    next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
    cases.move_next_date(idea, next_on=next_on)
