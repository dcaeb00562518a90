"""Answers of Ämter by mail: they come as drafts, and a person makes something of them.

`by` is whoever read it, at the desk or in the Amt; the views have asked the rules.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.files import services as files
from commons.files.models import StoredFile
from commons.incoming.models import Mail
from commons.incoming.services import addresses, settling
from commons.verbs.services import happened
from participation.referrals import reply_states
from participation.referrals.enums import (
    ReplyState,
    ReturnReason,
    StatementSource,
)
from participation.referrals.models import (
    PendingStatement,
    Referral,
    Reply,
    Statement,
)
from participation.referrals.services import (
    attaching,
    interims,
    releasing,
    responding,
)
from participation.referrals.services.responding import Said

PURPOSE = "referral-reply"
KIND = "referral"
# As long as the link in the same mail.
ADDRESS_LIFETIME = timedelta(days=180)


def address_of(referral: Referral) -> str:
    """The referral's own address, for the mail that is being made; "" without one."""
    expires_at = timezone.now() + ADDRESS_LIFETIME
    return addresses.address_for(PURPOSE, KIND, referral.pk, expires_at=expires_at)


def receive(referral: Referral, mail: Mail, *, is_note: bool) -> Reply:
    """Write down that an Amt wrote; a note waits for nobody. The caller's transaction.

    Args:
        is_note: a machine wrote it, or the case is not with the Amt any more.
    """
    now = timezone.now()
    reply = Reply.objects.create(
        referral=referral,
        mail=mail,
        received_at=mail.received_at,
        state=ReplyState.NOTED if is_note else ReplyState.DRAFT,
        decided_at=now if is_note else None,
    )
    verb = "reply.noted" if is_note else "reply.received"
    happened(verb, reply, by=None, mail=mail.pk, referral=referral.pk)
    return reply


@transaction.atomic
def state(reply: Reply, said: Said, *, by: User) -> Statement:
    """It is the Amt's statement, completed by whoever read it.

    Raises:
        RuleViolation: somebody decided already, or the case is closed.
    """
    reply = _locked(reply, ReplyState.STATED)
    given = _with_files(reply, said, by=by)
    statement = responding.record_mail(
        reply.referral, given, by=by, at=reply.received_at
    )
    _decide(reply, ReplyState.STATED, by=by, statement=statement)
    return statement


@transaction.atomic
def state_inside(reply: Reply, said: Said, *, by: User) -> Statement | PendingStatement:
    """A member of the Amt takes the mail for its statement.

    Where the Amt wants four eyes, the words wait for a second person as any others: by
    mail, nobody lets out alone what they could not let out on the page.

    Raises:
        RuleViolation: somebody decided already, or the case is closed.
    """
    if not reply.referral.department.needs_four_eyes:
        is_interim = said.looking_until is not None
        return (look if is_interim else state)(reply, said, by=by)
    reply = _locked(reply, ReplyState.NOTED)
    waiting = releasing.say(reply.referral, _with_files(reply, said, by=by), by=by)
    _decide(reply, ReplyState.NOTED, by=by)
    return waiting


@transaction.atomic
def look(reply: Reply, said: Said, *, by: User) -> Statement:
    """The Amt names a day of its own: it looks until then, and says why.

    Raises:
        RuleViolation: somebody decided already, or the house does not allow the day.
    """
    reply = _locked(reply, ReplyState.STATED)
    given = _with_files(reply, said, by=by)
    source = StatementSource.MAIL
    statement = interims.give(reply.referral, given, by=by, source=source)
    _decide(reply, ReplyState.STATED, by=by, statement=statement)
    return statement


@transaction.atomic
def ask(reply: Reply, *, text: str, by: User) -> None:
    """The Amt wants to know something first; its clock waits for the SPK.

    Raises:
        RuleViolation: somebody decided already, or the case is closed.
    """
    reply = _locked(reply, ReplyState.ASKED)
    responding.ask(reply.referral, text=text, at=reply.received_at)
    _decide(reply, ReplyState.ASKED, by=by)


@transaction.atomic
def give_back(reply: Reply, *, text: str, by: User) -> None:
    """The Amt says that it is not its business.

    Raises:
        RuleViolation: somebody decided already, or the case is closed.
    """
    reply = _locked(reply, ReplyState.RETURNED)
    reason = ReturnReason.NOT_RESPONSIBLE
    responding.return_(reply.referral, reason=reason, text=text, at=reply.received_at)
    _decide(reply, ReplyState.RETURNED, by=by)


@transaction.atomic
def acknowledge(reply: Reply, *, by: User) -> None:
    """The Amt says no more than that it has it.

    Raises:
        RuleViolation: somebody decided already, or the Amt said so before.
    """
    reply = _locked(reply, ReplyState.ACKNOWLEDGED)
    responding.acknowledge(reply.referral, at=reply.received_at)
    _decide(reply, ReplyState.ACKNOWLEDGED, by=by)


@transaction.atomic
def note(reply: Reply, *, by: User) -> None:
    """Nothing follows from it; it stays at the case.

    Raises:
        RuleViolation: somebody decided already.
    """
    reply = _locked(reply, ReplyState.NOTED)
    _decide(reply, ReplyState.NOTED, by=by)


@transaction.atomic
def take_up(reply: Reply, *, by: User) -> None:
    """It was more than a note after all.

    Raises:
        RuleViolation: it is none, or its words are wiped.
    """
    reply = _locked(reply, ReplyState.DRAFT)
    if reply.mail.wiped_at is not None:
        raise RuleViolation(_("Die Mail ist schon gelöscht."), code="wiped")
    reply.state, reply.decided_at, reply.decided_by = ReplyState.DRAFT, None, None
    reply.save(update_fields=["state", "decided_at", "decided_by"])
    settling.unsettle(reply.mail)
    happened("reply.taken_up", reply, by=by, referral=reply.referral_id)


def _locked(reply: Reply, following: ReplyState) -> Reply:
    rows = Reply.objects.select_for_update(of=("self",))
    row = rows.select_related("referral", "mail").get(pk=reply.pk)
    reply_states.require(row.state, following)
    return row


def _decide(reply: Reply, state_: ReplyState, *, by: User, **more: Any) -> None:
    reply.state, reply.decided_by = state_, by
    reply.decided_at = timezone.now()
    reply.statement = more.get("statement")
    reply.save(update_fields=["state", "decided_by", "decided_at", "statement"])
    settling.settle(reply.mail, by=by)
    happened(
        "reply.decided", reply, by=by, state=state_.value, referral=reply.referral_id
    )


def _with_files(reply: Reply, said: Said, *, by: User) -> Said:
    return replace(said, files=tuple(_files_of(reply, by=by)))


def _files_of(reply: Reply, *, by: User) -> Iterator[StoredFile]:
    """Pictures and PDF go along, as copies: the mail's own are wiped with it."""
    for row in reply.mail.attachments.select_related("file"):
        if row.file is not None and _may_go_along(row.file):
            yield _copy_of(row.file, by=by)


def _may_go_along(file: StoredFile) -> bool:
    if file.mime != attaching.PDF:
        return file.is_image
    try:
        import_module(attaching.CHECKER).checked(files.read(file))
    except RuleViolation:
        return False
    return True


def _copy_of(file: StoredFile, *, by: User) -> StoredFile:
    """Another row on the same content."""
    copy = StoredFile.objects.get(pk=file.pk)
    copy.pk, copy.key, copy.purpose = None, uuid4(), attaching.PURPOSE
    copy.uploaded_by_id, copy.created_at = by.pk, timezone.now()
    copy._state.adding = True
    copy.save()
    return copy
