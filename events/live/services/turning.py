"""Questions that the assembly left open become ideas, on the road of all ideas.

There is no second road: the idea goes to the desk, and where an Amt has to answer, the
SPK refers it from there.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.text import cut_at_word
from commons.verbs.services import happened
from events.live.models import Question, QuestionIdea
from events.live.services.locking import locked_question
from participation.ideas.enums import AnswerWay, Source
from participation.ideas.models import Idea
from participation.ideas.services import entering, submission
from participation.ideas.services.submission import Content
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write

LONGEST_OCCASION = 120


@dataclass(frozen=True)
class Wanted:
    """What becomes of a question; `for_department`: an Amt should answer it."""

    content: Content
    for_department: bool = False


@transaction.atomic
def ask_author(question: Question, *, by: User) -> QuestionIdea:
    """Ask whoever asked to make an idea of it, told by bell and mail.

    Raises:
        RuleViolation: nobody with an account asked it (`no_author`), or it has been
            turned or they have been asked already (`turned`).
    """
    question = locked_question(question.pk)
    _require_public(question)
    if question.author_id is None:
        raise RuleViolation(
            _("Diese Frage kam ohne Konto. Niemand lässt sich dazu fragen."),
            code="no_author",
        )
    if QuestionIdea.objects.filter(question=question).exists():
        raise _turned()
    row = QuestionIdea.objects.create(
        question=question, turned_at=timezone.now(), turned_by=by
    )
    happened("room_question.idea_wished", question, by=by)
    return row


@transaction.atomic
def by_author(question: Question, wanted: Wanted, *, by: User) -> Idea:
    """Hand in as one's own idea what one asked in a room.

    Raises:
        RuleViolation: it is somebody else's (`not_own`), turned already (`turned`), or
            `by` is blocked.
    """
    question = locked_question(question.pk)
    if question.author_id != by.pk:
        raise RuleViolation(_("Das ist nicht Ihre Frage."), code="not_own")
    _require_unturned(question)
    require_may_write(by)
    idea = submission.submit(wanted.content, draft_id=question.draft_id, author=by)
    return _turned_into(question, idea, wanted, by=by)


@transaction.atomic
def on_behalf(question: Question, wanted: Wanted, *, by: User) -> Idea:
    """Enter what the hall asked as an idea, without anybody's name.

    Raises:
        RuleViolation: turned already (`turned`), not to be seen (`not_public`), or as
            `entering.enter`.
    """
    question = locked_question(question.pk)
    _require_public(question)
    _require_unturned(question)
    entry = entering.Entry(
        source=Source.WORKSHOP,
        received_on=berlin_date(question.submitted_at),
        occasion=cut_at_word(question.room.title, LONGEST_OCCASION),
        way=AnswerWay.NONE,
    )
    idea = entering.enter(wanted.content, entry, key=question.draft_id, by=by)
    return _turned_into(question, idea, wanted, by=by)


def _turned_into(question: Question, idea: Idea, wanted: Wanted, *, by: User) -> Idea:
    QuestionIdea.objects.update_or_create(
        question=question,
        defaults={
            "idea": idea,
            "for_department": wanted.for_department,
            "turned_at": timezone.now(),
            "turned_by": by,
        },
    )
    happened("room_question.turned", question, by=by)
    return idea


def _require_public(question: Question) -> None:
    if question.publication != Publication.PUBLISHED or not question.is_public:
        raise RuleViolation(_("Diese Frage ist nicht zu sehen."), code="not_public")


def _require_unturned(question: Question) -> None:
    if QuestionIdea.objects.filter(question=question, idea__isnull=False).exists():
        raise _turned()


def _turned() -> RuleViolation:
    return RuleViolation(
        _("Zu dieser Frage gibt es schon eine Idee, oder sie ist erbeten."),
        code="turned",
    )
