"""Undoing at once what was decided on an idea or on its Nachtrag; nobody is told.

The desk calls these in its transaction, before anybody has heard of the decision.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.search import services as search
from commons.verbs.services import happened
from participation.ideas.models import Addendum, Idea, Merge
from participation.ideas.services import merging
from participation.ideas.services.maps import recounted
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision
from participation.moderation.services.keeping import columns, restore

COLUMNS = ("case", "next_on")


def keep(idea: Idea) -> dict[str, Any]:
    """What a decision may change of an idea's row."""
    return columns(idea, *COLUMNS, "merged_into_id")


def keep_addendum(addendum: Addendum) -> dict[str, Any]:
    return columns(addendum)


@transaction.atomic
def undo(idea: Idea, decision: Decision, *, by: User | None) -> Idea:
    """Let an idea be as it was: state, case, map, index; votes and comments stay.

    Raises:
        RuleViolation: another idea went into it meanwhile (`joined`), or what parting
            two ideas raises.
    """
    if decision.verdict == Verdict.MERGE:
        target = merging.part(idea, by=by).target
        happened("idea.undecided_to_public", target, by=by, decision=decision.pk)
    else:
        _require_nothing_joined(idea, decision)
        with recounted(idea):
            restore(idea, decision, *COLUMNS)
    idea.refresh_from_db()
    verb = "idea.undecided_to_public" if idea.is_public else "idea.undecided"
    happened(verb, idea, by=by, decision=decision.pk)
    return idea


@transaction.atomic
def undo_addendum(
    addendum: Addendum, decision: Decision, *, by: User | None
) -> Addendum:
    restore(addendum, decision)
    happened("addendum.undecided", addendum, by=by, decision=decision.pk)
    if addendum.idea.is_public:  # search reads both together
        search.index("idea", addendum.idea)
    return addendum


def _require_nothing_joined(idea: Idea, decision: Decision) -> None:
    since = Merge.objects.open().filter(target=idea, merged_at__gte=decision.decided_at)
    if since.exists():
        raise RuleViolation(
            _("Inzwischen ist eine andere Idee in diese gegangen."), code="joined"
        )
