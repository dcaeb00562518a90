"""Mail to the address of a referral: what becomes of it before anybody reads it."""

import re
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.envelopes import delivery_of_envelope
from commons.errors import RuleViolation
from commons.incoming.enums import AsideReason, Automatic
from commons.incoming.handlers import Filed, PutAside
from commons.incoming.letters import Parsed
from commons.incoming.models import Mail
from commons.incoming.services import addresses
from commons.links.services import is_valid
from participation.referrals import rules, workflow
from participation.referrals.models import Referral, Reply
from participation.referrals.queries import colleagues
from participation.referrals.services.replies import KIND, PURPOSE, receive

# Not answers, and no failures either: they are shown at the case.
NOTES = frozenset({Automatic.ABSENCE, Automatic.RECEIPT, Automatic.OTHER})
_BY_REFERRAL = re.compile(r"\s*w\s?(\d{1,15})\s*", re.IGNORECASE)


def matches(parsed: Parsed) -> bool:
    return addresses.find(PURPOSE, parsed.recipients) is not None


def handle(mail: Mail, parsed: Parsed) -> Filed | PutAside:
    """A draft at the case; or aside, with the case as a hint."""
    row = addresses.find(PURPOSE, parsed.recipients)
    referral = _referrals().filter(pk=row.target_id).first() if row else None
    if row is None or referral is None:
        return PutAside(AsideReason.UNKNOWN_ADDRESS)
    reason = _refusal(referral, parsed, is_over=addresses.is_over(row))
    region_id = referral.idea.region_id
    if reason is not None:
        return PutAside(reason, KIND, referral.pk, region_id)
    is_note = parsed.automatic != Automatic.NONE
    receive(referral, mail, is_note=is_note)
    return Filed(KIND, referral.pk, region_id, is_settled=is_note)


def notes_match(parsed: Parsed) -> bool:
    """A machine answers the return path of one of our mails to an Amt (RFC 3834)."""
    return parsed.automatic in NOTES and _behind(parsed) is not None


def handle_note(mail: Mail, parsed: Parsed) -> Filed | PutAside:
    """It stands at the case that the mail was about."""
    referral = _behind(parsed)
    if referral is None:
        return PutAside(AsideReason.AUTOMATIC)
    receive(referral, mail, is_note=True)
    return Filed(KIND, referral.pk, referral.idea.region_id, is_settled=True)


def assign(mail: Mail, number: str, visitor: Visitor) -> Filed:
    """What a person says it belongs to: an idea's number or a referral's (`W17`).

    Raises:
        RuleViolation: there is none that the visitor handles, or more than one.
    """
    referral = _named(mail, number.strip(), visitor)
    is_note = referral.state not in workflow.WITH_DEPARTMENT or mail.is_automatic
    receive(referral, mail, is_note=is_note)
    return Filed(KIND, referral.pk, referral.idea.region_id, is_settled=is_note)


def can_see(visitor: Any, mail: Mail) -> bool:
    """Its files, for whoever sees the reply: not while it is aside."""
    return bool(Reply.objects.visible_to(visitor).filter(mail=mail).exists())


def may_write(referral: Referral, sender: str) -> bool:
    """The Amt's mailboxes, its domain, its members, and whoever got a link."""
    if not sender:
        return False
    if colleagues.may_get_link(referral.department, sender):
        return True
    links = colleagues.links_of(referral).filter(recipient__iexact=sender)
    return any(is_valid(link) for link in links)


def _behind(parsed: Parsed) -> Referral | None:
    """The case of the delivery whose return path the mail was sent to."""
    paths = (delivery_of_envelope(address) for address in parsed.recipients)
    delivery = next((row for row in paths if row is not None), None)
    if delivery is None:
        return None
    named = Q(delivery=delivery) | Q(hand_overs__delivery=delivery)
    if "question" in delivery.params:
        named |= Q(questions=delivery.params["question"])
    named |= Q(reminders__deliveries=delivery)
    found: Referral | None = _referrals().filter(named).order_by("pk").first()
    return found


def _refusal(
    referral: Referral, parsed: Parsed, *, is_over: bool
) -> AsideReason | None:
    if is_over:
        return AsideReason.EXPIRED
    if not may_write(referral, parsed.sender):
        return AsideReason.WRONG_SENDER
    is_machine = parsed.automatic != Automatic.NONE
    if referral.state not in workflow.WITH_DEPARTMENT and not is_machine:
        return AsideReason.CLOSED
    return None


def _named(mail: Mail, number: str, visitor: Visitor) -> Referral:
    found = [
        referral
        for referral in _candidates(number).at_desk_of(visitor)
        if rules.can_handle(visitor, referral)
    ]
    if len(found) > 1:
        found = _likelier(mail, found)
    if not found:
        raise RuleViolation(
            _(
                "Unter dieser Nummer finden wir keine Weiterleitung in Ihren "
                "Stadtteilen."
            ),
            code="no_referral",
        )
    if len(found) > 1:
        names = "; ".join(f"W{row.pk} {row.department.short_name}" for row in found)
        raise RuleViolation(
            _(
                "Zu dieser Idee gibt es mehrere Weiterleitungen. Bitte geben Sie eine "
                "an: %(names)s."
            )
            % {"names": names},
            code="several_referrals",
        )
    referral: Referral = found[0]
    return referral


def _candidates(number: str) -> Any:
    """Those that went out; what never left cannot have been answered."""
    by_referral = _BY_REFERRAL.fullmatch(number)
    rows = _referrals().filter(sent_at__isnull=False).order_by("pk")
    if by_referral:
        return rows.filter(pk=int(by_referral[1]))
    return rows.filter(idea__number=number)


def _likelier(mail: Mail, found: list[Referral]) -> list[Referral]:
    """Those of the sender's Amt, and of these the ones still there."""
    by_sender = [row for row in found if may_write(row, mail.sender)] or found
    still = [row for row in by_sender if row.state in workflow.WITH_DEPARTMENT]
    return still or by_sender


def _referrals() -> Any:
    return Referral.objects.select_related("idea__region", "department__parent")
