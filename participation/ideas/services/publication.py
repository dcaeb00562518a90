"""What a moderator's decision, or its author, makes of an idea in public."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.rules import INTERIM_WORKING_DAYS
from participation.ideas.services import cases, merging
from participation.ideas.services.maps import recounted
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision
from participation.moderation.services.keeping import was

VERBS = {
    Verdict.PUBLISH: "idea.published",
    Verdict.REQUEST_CHANGES: "idea.changes_requested",
    Verdict.DECLINE: "idea.declined",
    Verdict.HIDE: "idea.hidden",
    Verdict.MERGE: "idea.merged",
    Verdict.REMOVE: "idea.removed",
    Verdict.RESTORE: "idea.restored",
    Verdict.UNMERGE: "idea.unmerged",
    Verdict.TAKE_BACK: "idea.taken_back",
}
REDIRECTED = "idea.redirected"
# An idea that is gone for good needs no answer; a hidden one may come back.
GONE = frozenset(
    {
        Publication.DECLINED,
        Publication.MERGED,
        Publication.WITHDRAWN,
        Publication.REMOVED,
    }
)
# Cases that end when the idea goes; with an Amt the SPK has to recall it first.
ENDS_WITH_IDEA = frozenset({Case.OPEN, Case.REOPENED})
# An idea that an Amt has, or that is answered, is not decided anew as if it were new.
FREE_FOR_THE_DESK = ENDS_WITH_IDEA | {Case.NONE, Case.CLOSED}


@transaction.atomic
def apply(
    idea: Idea, decision: Decision, *, by: User | None, merge_into: Idea | None = None
) -> Idea:
    """Let the idea follow a decision; the desk calls this in its transaction.

    Args:
        merge_into: the published idea that stays, for MERGE.

    Raises:
        RuleViolation: the state does not allow it, or there is no idea to merge into.
    """
    verdict = Verdict(decision.verdict)
    if verdict == Verdict.MERGE:
        return merging.merge(idea, decision, into=merge_into, by=by)
    if verdict == Verdict.UNMERGE:
        return merging.undo(idea, decision, by=by)
    following = workflow.LEADS_TO[verdict]
    idea = _locked(idea)
    workflow.require(idea.publication, following)
    if verdict == Verdict.TAKE_BACK:
        _require_with_the_desk(idea)
    left_by = idea.decision
    with recounted(idea):
        idea.publication, idea.decision = following, decision
        if following == Publication.PUBLISHED:
            idea.published_at = idea.published_at or timezone.now()
        idea.save(update_fields=["publication", "decision", "published_at"])
    verb = REDIRECTED if decision.is_redirection else VERBS[verdict]
    happened(verb, idea, by=by, decision=decision.pk)
    if verdict == Verdict.RESTORE and _return_to_case(idea, left_by):
        return idea
    return _settle_case(idea, by=by)


@transaction.atomic
def withdraw(idea: Idea, *, by: User | None) -> Idea:
    """Take one's own idea back, as long as it is not with an Amt.

    Args:
        by: the author, or None for somebody who holds the pick-up code.

    Raises:
        RuleViolation: the idea's state does not allow it.
    """
    idea = _locked(idea)
    workflow.require(idea.publication, Publication.WITHDRAWN)
    if not can_be_withdrawn(idea):
        raise RuleViolation(
            _(
                "Ihre Idee liegt schon bei einem Amt. Rufen Sie uns bitte an, wenn Sie "
                "sie zurückziehen möchten."
            ),
            code="with_department",
        )
    with recounted(idea):
        idea.publication = Publication.WITHDRAWN
        idea.save(update_fields=["publication"])
    moderation.take_back(idea)
    happened("idea.withdrawn", idea, by=by)
    return _settle_case(idea, by=by)


def can_be_withdrawn(idea: Idea) -> bool:
    """Whether its author may still take it back: not decided, not with an Amt."""
    following = workflow.MAY_FOLLOW[Publication(idea.publication)]
    is_free = idea.case in ENDS_WITH_IDEA | {Case.NONE}
    return Publication.WITHDRAWN in following and is_free


def _require_with_the_desk(idea: Idea) -> None:
    if idea.case not in FREE_FOR_THE_DESK:
        raise RuleViolation(
            _(
                "Die Idee liegt bei einem Amt oder ist schon beantwortet. Rufen Sie "
                "die Weiterleitung zuerst zurück, oder verbergen Sie die Idee."
            ),
            code="with_department",
        )


def _locked(idea: Idea) -> Idea:
    return Idea.objects.select_for_update(of=("self",)).get(pk=idea.pk)


def _return_to_case(idea: Idea, left_by: Decision | None) -> bool:
    """Back to the case that ended with the idea, next date and all; tells nobody.

    It was never settled, so followers hear of no new beginning.
    """
    case = was(left_by, "case") if left_by is not None else None
    next_on = was(left_by, "next_on") if left_by is not None else None
    if idea.case != Case.CLOSED or case not in ENDS_WITH_IDEA or not next_on:
        return False
    with recounted(idea):
        idea.case, idea.next_on = Case(case), date.fromisoformat(next_on)
        idea.save(update_fields=["case", "next_on"])
    return True


def _settle_case(idea: Idea, *, by: User | None) -> Idea:
    """A public idea has a case with a next date; one that is gone has none open."""
    case = Case(idea.case)
    if idea.is_public and case in {Case.NONE, Case.CLOSED}:
        take_up = cases.open_case if case == Case.NONE else cases.reopen
        interim = due_after(berlin_today(), INTERIM_WORKING_DAYS)
        return take_up(idea, next_on=interim.day, by=by)
    if idea.publication in GONE and case in ENDS_WITH_IDEA:
        return cases.close(idea, by=by)
    return idea
