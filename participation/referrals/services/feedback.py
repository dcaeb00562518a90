"""What the person behind an idea says of the answer; a no opens the case again."""

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
from participation.referrals.models import Answer, Feedback
from participation.referrals.queries.feedback import (
    SETTLED,
    newest_on,
    was_reopened,
)
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services.locking import locked_idea


@transaction.atomic
def give(answer: Answer, *, has_helped: bool, text: str, by: User | None) -> Feedback:
    """Say whether an answer helped; a first no takes the case up again.

    Args:
        text: what is missing; a no needs it. It stays between the person and the SPK.
        by: the author, or None for whoever holds the pick-up code.

    Raises:
        RuleViolation: it was said already (`said`), there is a newer answer or the
            case is open anyway (`outdated`), or the reason is missing (`text_missing`).
    """
    idea = locked_idea(answer.idea_id)
    _require_asked(idea, answer)
    text = text.strip()
    if not has_helped and not text:
        raise RuleViolation(
            _("Bitte schreiben Sie uns, was fehlt. Ein Satz genügt."),
            code="text_missing",
        )
    reopens = not has_helped and not was_reopened(idea)
    feedback = Feedback.objects.create(
        answer=answer,
        idea=idea,
        has_helped=has_helped,
        text=text,
        has_reopened=reopens,
        given_at=timezone.now(),
        given_by=by,
    )
    happened("answer.judged", answer, by=by, helped=has_helped, reopened=reopens)
    if reopens:
        next_on = due_after(berlin_today(), DESK_WORKING_DAYS).day
        cases.reopen(idea, next_on=next_on, by=by)
    return feedback


def _require_asked(idea: Idea, answer: Answer) -> None:
    if Feedback.objects.filter(answer=answer).exists():
        raise RuleViolation(_("Das haben Sie uns schon gesagt. Danke."), code="said")
    newest = newest_on(idea)
    is_settled = idea.is_public and idea.case in SETTLED
    if newest is None or newest.pk != answer.pk or not is_settled:
        raise RuleViolation(
            _("Inzwischen geht es mit Ihrer Idee weiter. Sehen Sie bitte nach."),
            code="outdated",
        )
