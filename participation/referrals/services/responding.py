"""What a department does with a referral, on its link or with an account.

`by` is the member who acts, `link` the key somebody without an account holds; the
views have asked the rules. Each function checks the state itself. `at` is when a mail
came that somebody read later: the days it lay are the SPK's, not the department's.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.files.models import StoredFile
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.deadlines.services import due_after
from neighbourhood.departments.models import Department
from neighbourhood.departments.speaking import UNNAMED, Spoken
from participation.ideas.enums import Outcome
from participation.ideas.services import cases
from participation.referrals import workflow
from participation.referrals.enums import (
    PromiseKind,
    ReferralState,
    ReturnReason,
    StatementKind,
    StatementSource,
)
from participation.referrals.models import (
    Attachment,
    PendingStatement,
    Question,
    Referral,
    Statement,
)
from participation.referrals.rules import DESK_WORKING_DAYS
from participation.referrals.services import clarifying, clocks
from participation.referrals.services.locking import locked


@dataclass(frozen=True)
class Said:
    """What a department says: text and outcome, and by when if it promises that.

    With `looking_until` it is interim: no outcome yet, but a day of its own.
    """

    text: str
    outcome: Outcome = Outcome.NONE
    promised_on: date | None = None
    reference: str = ""
    promise_kind: PromiseKind = PromiseKind.DAY
    looking_until: date | None = None
    costs: Decimal | None = None
    cost_note: str = ""
    may_name_costs: bool = False
    spoken: Spoken = UNNAMED
    files: tuple[StoredFile, ...] = ()

    @property
    def kind(self) -> StatementKind:
        is_interim = self.looking_until is not None
        return StatementKind.INTERIM if is_interim else StatementKind.FINAL

    @property
    def columns(self) -> dict[str, Any]:
        """As a Wording stores it, without its files."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        del own["spoken"], own["files"]
        names = {"speaker": self.spoken.name, "unit": self.spoken.unit}
        return own | names | {"kind": self.kind}


@transaction.atomic
def acknowledge(
    referral: Referral,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
    at: datetime | None = None,
) -> Referral:
    """The department has it and works on it; a question of its own is settled."""
    referral = locked(referral)
    had_question = referral.state == ReferralState.QUESTION
    now = become(referral, ReferralState.ACKNOWLEDGED, at=at)
    referral.acknowledged_at = referral.acknowledged_at or now
    settle_clock(referral, now)
    referral.save(update_fields=["state", "acknowledged_at", *clocks.CLOCK_FIELDS])
    if had_question and referral.is_lead:
        cases.mark_question_settled(referral.idea, next_on=referral.due_day, by=by)
    happened("referral.acknowledged", referral, by=by, link=id_of(link))
    return referral


@transaction.atomic
def ask(
    referral: Referral,
    *,
    text: str,
    spoken: Spoken = UNNAMED,
    by: User | None = None,
    link: SignedLink | None = None,
    at: datetime | None = None,
) -> Question:
    """The department must know something first; its clock waits for the SPK."""
    referral = locked(referral)
    now = become(referral, ReferralState.QUESTION, at=at)
    referral.acknowledged_at = referral.acknowledged_at or now
    clocks.pause(referral, at=now)
    referral.save(update_fields=["state", "acknowledged_at", *clocks.CLOCK_FIELDS])
    question = Question.objects.create(
        referral=referral,
        text=text,
        speaker=spoken.name,
        unit=spoken.unit,
        asked_at=now,
        asked_by=by,
        link=link,
    )
    if referral.is_lead:
        cases.mark_question(referral.idea, next_on=desk_date(), by=by)
    happened("referral.question_asked", referral, by=by, link=id_of(link))
    return question


@transaction.atomic
def return_(  # noqa: PLR0913 -- a return says why, to whom else, and who speaks
    referral: Referral,
    *,
    reason: ReturnReason,
    text: str,
    suggested: Department | None = None,
    spoken: Spoken = UNNAMED,
    by: User | None = None,
    link: SignedLink | None = None,
    at: datetime | None = None,
) -> Referral:
    """The department gives it back; the SPK finds another."""
    referral = locked(referral)
    _end(referral, ReferralState.RETURNED, at=at)
    referral.return_reason, referral.return_text = reason, text
    referral.suggested_department = suggested
    referral.return_speaker = str(spoken)
    referral.save()
    if referral.is_lead:
        cases.mark_returned(referral.idea, next_on=desk_date(), by=by)
    clarifying.after_return(referral)
    codes: dict[str, Any] = {"reason": reason.value, "link": id_of(link)}
    happened("referral.returned", referral, by=by, **codes)
    return referral


@transaction.atomic
def state(
    referral: Referral,
    said: Said,
    *,
    by: User | None = None,
    link: SignedLink | None = None,
) -> Statement:
    """The department states; with the lead's statement the SPK owes the answer.

    Where a department wants four eyes, `releasing` calls this for the second pair.
    """
    return _state(referral, said, source=source_of(link), by=by, link=link)


@transaction.atomic
def record(referral: Referral, said: Said, *, by: User) -> Statement:
    """The SPK writes down what a department said by telephone, letter or form."""
    return _state(referral, said, source=StatementSource.RECORDED, by=by, link=None)


@transaction.atomic
def record_mail(referral: Referral, said: Said, *, by: User, at: datetime) -> Statement:
    """A department stated by mail, which came `at`; `by` read it and completed it."""
    source = StatementSource.MAIL
    return _state(referral, said, source=source, by=by, link=None, at=at)


def _state(
    referral: Referral,
    said: Said,
    *,
    source: StatementSource,
    by: User | None,
    link: SignedLink | None,
    at: datetime | None = None,
) -> Statement:
    referral = locked(referral)
    _end(referral, ReferralState.STATED, at=at)
    referral.save()
    statement = written(referral, said, source=source, by=by, link=link)
    if referral.is_lead:
        cases.mark_statement_in(referral.idea, next_on=desk_date(), by=by)
    happened("referral.stated", referral, by=by, source=source.value, link=id_of(link))
    return statement


def written(
    referral: Referral,
    said: Said,
    *,
    source: StatementSource,
    by: User | None,
    link: SignedLink | None,
) -> Statement:
    """Store the words with their files; the caller holds the lock."""
    statement = Statement.objects.create(
        referral=referral,
        source=source,
        stated_at=timezone.now(),
        stated_by=by,
        link=link,
        **said.columns,
    )
    for file in said.files:
        Attachment.objects.create(statement=statement, stored_file=file)
    return statement


def become(
    referral: Referral, following: ReferralState, *, at: datetime | None = None
) -> datetime:
    """Change the state and give the moment that counts for the clock.

    Args:
        at: when the department said so, if that lay unread; by default it is now.
    """
    workflow.require(referral.state, following)
    referral.state = following
    return clocks.moment(referral, at) if at is not None else timezone.now()


def _end(
    referral: Referral, following: ReferralState, *, at: datetime | None = None
) -> None:
    """The department is done; an open question needs no answer any more."""
    now = become(referral, following, at=at)
    settle_clock(referral, now)
    drop_waiting(referral, now)
    referral.closed_at = now
    clocks.stop(referral, at=now)


def settle_clock(referral: Referral, now: datetime) -> None:
    clocks.resume(referral, at=now)
    referral.questions.filter(answered_at__isnull=True).update(answered_at=now)


def drop_waiting(referral: Referral, now: datetime) -> None:
    """Words that wait for a second person have nothing to wait for any more."""
    PendingStatement.objects.waiting().filter(referral=referral).update(settled_at=now)


def desk_date() -> date:
    """When the resident hears next, now that it is the SPK's turn."""
    return due_after(berlin_today(), DESK_WORKING_DAYS).day


def source_of(link: SignedLink | None) -> StatementSource:
    return StatementSource.ACCOUNT if link is None else StatementSource.LINK


def id_of(link: SignedLink | None) -> int | None:
    return link.pk if link is not None else None
