"""Done together: the SPK's answer says so, by the same services as every answer."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.enums import Case, Outcome
from participation.ideas.services import cases
from participation.ideas.workflow import SETTLED
from participation.referrals.models import Answer
from participation.referrals.queries.answers import draft_of
from participation.referrals.services import answering
from participation.together import workflow
from participation.together.enums import State
from participation.together.models import Undertaking
from participation.together.queries import terms
from participation.together.services.locking import locked

# An Amt has the case: its statement comes first, or the referral is recalled.
WITH_AN_AMT = frozenset({Case.REFERRED, Case.QUESTION})


@dataclass(frozen=True)
class Conclusion:
    """What the answer says: how it came out, who helped with what, how to join."""

    text: str
    support: str
    joining: str = ""


@transaction.atomic
def draft_answer(row: Undertaking, said: Conclusion, *, by: User) -> Answer:
    """Write the draft of the answer with the outcome `together`.

    Looking at it, four eyes and publishing are those of every answer. One that was
    published before gives way: what neighbours did counts more.

    Raises:
        RuleViolation: it is not finished, an Amt still has the idea (`with_an_amt`),
            or somebody writes an answer already (`draft_there`).
    """
    row = locked(row)
    workflow.require(row.state, State.CONCLUDED)
    if row.idea.case in WITH_AN_AMT:
        raise RuleViolation(
            _(
                "Die Idee liegt noch bei einem Amt. Warten Sie auf seine "
                "Stellungnahme, oder rufen Sie die Weiterleitung zurück."
            ),
            code="with_an_amt",
        )
    if draft_of(row.idea) is not None:
        raise RuleViolation(
            _(
                "Zu dieser Idee gibt es schon einen Entwurf für die Antwort. Bitte "
                "schreiben Sie dort weiter, mit dem Ergebnis „gemeinsam machen“."
            ),
            code="draft_there",
        )
    if row.idea.case in SETTLED:
        cases.make_way(row.idea, next_on=terms.desk_until(), by=by)
    words = answering.Words(
        text=said.text,
        outcome=Outcome.TOGETHER,
        support=said.support,
        joining=said.joining,
    )
    return answering.save_draft(row.idea, words, version=0, by=by)


def conclude(answer: Answer, *, by: User | None) -> None:
    """An answer says `together`: what is finished of its idea is over with it.

    Runs inside the transaction that publishes it; the idea is locked.
    """
    rows = Undertaking.objects.select_for_update(of=("self",)).filter(
        idea=answer.idea_id, state=State.FINISHED
    )
    for row in rows.order_by("pk"):
        row.state, row.next_on = State.CONCLUDED, None
        row.save(update_fields=["state", "next_on"])
        happened("together.concluded", row, by=by)
