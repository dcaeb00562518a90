"""Questions that lie with the person behind an idea, and how they reach them."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from participation.ideas.enums import AnswerWay, Case
from participation.ideas.models import Idea, IdeaContact
from participation.referrals.models import ResidentQuestion

# Where an idea may stand while its author is asked; consulted Ämter ask, too, and go
# on when the lead has given it back.
WHILE_ASKED = frozenset({Case.OPEN, Case.REFERRED, Case.QUESTION, Case.STATEMENT_IN})


def asked_on(idea: Idea) -> QuerySet[ResidentQuestion]:
    """What the person was asked about an idea, the latest first."""
    return (
        ResidentQuestion.objects.filter(question__referral__idea=idea)
        .select_related("question__referral__idea", "question__referral__department")
        .order_by("-pk")
    )


def latest_on(idea: Idea) -> ResidentQuestion | None:
    """The one that waits for a reply, else the last that did."""
    rows = asked_on(idea)
    return rows.filter(closed_at__isnull=True).first() or rows.first()


def open_on(idea: Idea) -> ResidentQuestion | None:
    return asked_on(idea).filter(closed_at__isnull=True).first()


def way_to(idea: Idea) -> str:
    """How the person hears of a question, for whoever asks it."""
    if idea.author_id is not None:
        return _("Die Person hat ein Konto: Sie bekommt eine Nachricht und eine Mail.")
    contact = IdeaContact.objects.filter(idea=idea).first()
    ways = {
        AnswerWay.MAIL: _("Die Person bekommt eine Mail."),
        AnswerWay.LETTER: _(
            "Die Person bekommt einen Brief; er liegt zum Druck bereit."
        ),
        AnswerWay.CALL: _(
            "Die Person möchte angerufen werden; der Anruf steht bereit."
        ),
    }
    if contact is not None:
        return ways[AnswerWay(contact.way)]
    return _(
        "Die Person hat nur einen Abholcode. Sie sieht die Frage erst, wenn sie "
        "nachsieht, wie es steht."
    )
