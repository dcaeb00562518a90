"""What becomes of a mail: filed, kept aside, discarded, taken back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.incoming import handlers, workflow
from commons.incoming.enums import DiscardReason, MailState
from commons.incoming.handlers import Filed, PutAside
from commons.incoming.models import Mail
from commons.incoming.services.wiping import wipe_now
from commons.verbs.services import happened


def put_aside(mail: Mail, why: PutAside) -> None:
    """A person decides; called with the mail locked, by whoever reads it."""
    workflow.require(mail.state, MailState.ASIDE)
    mail.state, mail.reason = MailState.ASIDE, why.reason
    mail.kind, mail.target_id = why.kind, why.target_id
    mail.region_id = why.region_id
    mail.read_at = mail.read_at or timezone.now()
    mail.save()
    happened("mail.put_aside", mail, by=None, reason=why.reason.value)


def turn_away(mail: Mail, why: PutAside) -> None:
    """Nobody at the desk is to read it, so nobody can decide: its words go at once."""
    put_aside(mail, why)
    workflow.require(mail.state, MailState.DISCARDED)
    mail.state, mail.discard_reason = MailState.DISCARDED, DiscardReason.NOT_OURS
    mail.settled_at = timezone.now()
    mail.save()
    happened("mail.discarded", mail, by=None, reason=DiscardReason.NOT_OURS.value)
    wipe_now(mail)


def file(mail: Mail, where: Filed) -> None:
    """It belongs to a case; called with the mail locked, by whoever reads it."""
    workflow.require(mail.state, MailState.HANDLED)
    _file(mail, where, by=None)
    mail.save()


@transaction.atomic
def assign(mail: Mail, *, number: str, visitor: Any) -> Mail:
    """A person says which case it belongs to.

    Raises:
        RuleViolation: it is not aside any more, or there is no such case.
    """
    mail = _locked(mail)
    workflow.require(mail.state, MailState.HANDLED)
    by_number = handlers.assigner()
    if by_number is None:
        raise RuleViolation(_("Es gibt nichts zuzuordnen."), code="no_assigner")
    _file(mail, by_number(mail, number, visitor), by=visitor.account)
    mail.save()
    happened("mail.assigned", mail, by=visitor.account, kind=mail.kind)
    return mail


@transaction.atomic
def discard(mail: Mail, *, reason: DiscardReason, by: User) -> Mail:
    """It is for no case; kept as long as any settled one, and can be taken back.

    Raises:
        RuleViolation: it is not aside any more.
    """
    mail = _locked(mail)
    workflow.require(mail.state, MailState.DISCARDED)
    mail.state, mail.discard_reason = MailState.DISCARDED, reason
    mail.settled_at, mail.settled_by = timezone.now(), by
    mail.save()
    happened("mail.discarded", mail, by=by, reason=reason.value)
    return mail


@transaction.atomic
def take_back(mail: Mail, *, by: User) -> Mail:
    """Discarded by mistake.

    Raises:
        RuleViolation: it is not discarded, or its words are wiped already.
    """
    mail = _locked(mail)
    workflow.require(mail.state, MailState.ASIDE)
    if mail.wiped_at is not None:
        raise RuleViolation(_("Die Mail ist schon gelöscht."), code="wiped")
    mail.state, mail.discard_reason = MailState.ASIDE, ""
    mail.settled_at = mail.settled_by = None
    mail.save()
    happened("mail.taken_back", mail, by=by)
    return mail


def settle(mail: Mail, *, by: User | None) -> None:
    """Nothing is left to do with a filed mail; the caller's transaction."""
    rows = Mail.objects.filter(pk=mail.pk, settled_at__isnull=True)
    rows.update(settled_at=timezone.now(), settled_by=by)


def unsettle(mail: Mail) -> None:
    """Somebody takes it up again."""
    Mail.objects.filter(pk=mail.pk).update(settled_at=None, settled_by=None)


def _file(mail: Mail, where: Filed, *, by: User | None) -> None:
    mail.state, mail.reason = MailState.HANDLED, ""
    mail.kind, mail.target_id = where.kind, where.target_id
    mail.region_id = where.region_id
    mail.read_at = mail.read_at or timezone.now()
    if where.is_settled:
        mail.settled_at, mail.settled_by = timezone.now(), by


def _locked(mail: Mail) -> Mail:
    return Mail.objects.select_for_update(of=("self",)).get(pk=mail.pk)
