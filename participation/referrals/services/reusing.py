"""Answer once: what was asked and answered before is told again, with its source."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.delivery import services as delivery
from commons.delivery.enums import Channel
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.terms.queries import current
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from participation.ideas.models import Idea
from participation.moderation import services as moderation
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision
from participation.referrals import reuse_states
from participation.referrals.enums import AnswerState, ReuseState
from participation.referrals.models import Answer, Reuse, ReuseTerms
from participation.referrals.queries.reusing import usable
from participation.referrals.rules import REUSE_DOOR
from participation.referrals.services import answering, reviewing
from participation.referrals.services.locking import locked_with_deliveries

RENDERER = "referrals.reuse"


@transaction.atomic
def answer_with(
    idea: Idea, source: Answer, *, text: str, version: int, by: User
) -> Reuse:
    """Answer an idea with an earlier public answer; followers are told once.

    An idea that still waits at the desk is published in the same step, by a decision
    like any other. The Amt behind the answer is informed, owes nothing, and may
    object for a while.

    Args:
        text: the SPK's own words for this idea; the answer itself stays its source's.
        version: the version of the idea that `by` has read.

    Raises:
        RuleViolation: `version_changed`, `not_public`, `source_gone`,
            `reused_already`, `text_missing`, `case_transition`, or what publishing
            the idea raises.
    """
    decision = _published(idea, version=version, by=by)
    idea = locked_with_deliveries(idea.pk)
    _require_answerable(idea, text, version=version)
    source = _held(source, idea)
    now = timezone.now()
    answer = Answer.objects.create(
        idea=idea,
        source=source,
        source_on=berlin_date(source.published_at or now),
        state=AnswerState.PUBLISHED,
        text=text.strip(),
        outcome=source.outcome,
        promised_on=_still_to_come(source.promised_on),
        promise_kind=source.promise_kind,
        look_again_on=_still_to_come(source.look_again_on),
        written_by=by,
        created_at=now,
        published_at=now,
        published_by=by,
    )
    # Written before anybody is told: the letters name the Amt.
    reuse = _reuse(answer, decision)
    answering.settle(answer, by=by)
    happened("reuse.begun", reuse, by=by, source=source.pk)
    return _tell_department(reuse)


@transaction.atomic
def mark_informed(sent: Delivery) -> None:
    """The mail server took it; the outbox calls this with the delivery locked."""
    reuse = Reuse.objects.select_for_update(of=("self",)).get(delivery=sent)
    if reuse_states.may_become(reuse.state, ReuseState.INFORMED):
        reviewing.inform(reuse, by=None)


def _published(idea: Idea, *, version: int, by: User) -> Decision | None:
    """Take an idea off the desk first; None if it is public already."""
    if idea.publication != Publication.SUBMITTED:
        return None
    return moderation.decide_directly(
        idea, verdict=Verdict.PUBLISH, version=version, by=by
    )


def _require_answerable(idea: Idea, text: str, *, version: int) -> None:
    if not idea.is_public:
        raise RuleViolation(
            _("Diese Idee ist zurzeit nicht öffentlich."), code="not_public"
        )
    if idea.version != version:
        raise RuleViolation(
            _("Die Idee wurde inzwischen geändert. Bitte lesen Sie sie neu."),
            code="version_changed",
        )
    if Reuse.objects.current().filter(idea=idea).exists():
        raise RuleViolation(
            _("Diese Idee ist schon mit einer früheren Antwort beantwortet."),
            code="reused_already",
        )
    if not text.strip():
        raise RuleViolation(
            _("Bitte schreiben Sie ein paar eigene Worte dazu."), code="text_missing"
        )


def _held(source: Answer, idea: Idea) -> Answer:
    """The source, locked, if it may still be told again."""
    rows = usable().exclude(idea=idea).select_for_update(of=("self",))
    found: Answer | None = rows.filter(pk=source.pk).first()
    if found is None:
        raise RuleViolation(
            _("Diese Antwort gilt nicht mehr, oder sie ist zu alt."),
            code="source_gone",
        )
    return found


def _still_to_come(day: date | None) -> date | None:
    """A promise goes along as long as it can be kept."""
    return day if day is not None and day >= berlin_today() else None


def _reuse(answer: Answer, decision: Decision | None) -> Reuse:
    assert answer.source is not None  # noqa: S101 -- made of one
    department = answer.source.idea.lead_department
    days = current(ReuseTerms).working_days
    return Reuse.objects.create(
        idea=answer.idea,
        answer=answer,
        department=department if department and department.is_active else None,
        decision=decision,
        created_at=answer.created_at,
        working_days=days,
        object_until=due_after(berlin_today(), days).day,
    )


def _tell_department(reuse: Reuse) -> Reuse:
    """A mail with a link and no clock; without an Amt nobody is told."""
    department = reuse.department
    if department is None:
        reuse.state = ReuseState.SETTLED
        reuse.save(update_fields=["state"])
        return reuse
    if department.has_mailbox:
        reuse.link = REUSE_DOOR.grant(reuse.pk, recipient=department.email)
    reuse.delivery = delivery.enqueue(
        key=f"reuse:{reuse.pk}",
        renderer=RENDERER,
        params={"reuse": reuse.pk},
        to_address=department.email,
        channel=Channel.MAIL if department.has_mailbox else Channel.MANUAL,
    )
    reuse.save(update_fields=["link", "delivery"])
    return reuse
