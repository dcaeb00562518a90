"""What became of a referral on its way, as steps that one reads from left to right."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commons.delivery.models import Delivery
from participation.referrals.enums import ReferralState
from participation.referrals.models import Referral


@dataclass(frozen=True)
class Mark:
    """One step; `tone` as the badges have it, "" for what is as it should be."""

    label: str
    at: datetime | None = None
    icon: str = "check"
    tone: str = ""
    detail: str = ""


def fate_of(referral: Referral) -> list[Mark]:
    """Queued, sent or bounced, opened, acknowledged, answered; in this order."""
    return [*_on_the_way(referral), *_at_the_amt(referral), *_in_the_end(referral)]


def address_of(referral: Referral) -> str:
    """Where it went; "" where somebody hands it over."""
    delivery = referral.delivery
    if delivery is not None and delivery.to_address:
        return delivery.to_address
    return referral.link.recipient if referral.link else ""


def _on_the_way(referral: Referral) -> Iterator[Mark]:
    yield Mark(_("weitergeleitet"), referral.referred_at, "send")
    delivery = referral.delivery
    if delivery is not None:
        yield from _delivered(delivery)
    if referral.sent_at is not None:
        by_hand = referral.is_by_hand and not referral.goes_along
        label = _("übergeben") if by_hand else _("gesendet")
        yield Mark(label, referral.sent_at, "mail")
    elif referral.state == ReferralState.QUEUED:
        yield Mark(referral.shown_state, None, "clock", "wait")


def _delivered(delivery: Delivery) -> Iterator[Mark]:
    if delivery.first_address:
        detail = _("zuerst an %(address)s") % {"address": delivery.first_address}
        yield Mark(_("an andere Adresse"), None, "mail", "info", detail)
    if delivery.bounced_at is not None:
        yield Mark(
            _("kam zurück"), delivery.bounced_at, "warning", "stop", _why(delivery)
        )
    elif delivery.failed_at is not None:
        yield Mark(
            _("nicht angekommen"),
            delivery.failed_at,
            "warning",
            "stop",
            _why(delivery),
        )
    if delivery.attempts > 1:
        yield Mark(
            _("%(count)s Versuche") % {"count": delivery.attempts}, None, "undo", "info"
        )


def _why(delivery: Delivery) -> str:
    return str(delivery.get_cause_display() or "") if delivery.cause else ""


def _at_the_amt(referral: Referral) -> Iterator[Mark]:
    opened = referral.link.opened_at if referral.link else None
    if opened is not None:
        yield Mark(_("geöffnet"), opened, "eye")
    for row in referral.hand_overs.all():
        state = row.link.opened_at
        yield Mark(
            _("im Amt weitergegeben"),
            row.handed_at,
            "person",
            "",
            _("geöffnet") if state else "",
        )
    if referral.acknowledged_at is not None:
        yield Mark(_("angenommen"), referral.acknowledged_at, "check")
    if referral.state == ReferralState.QUESTION:
        yield Mark(_("fragt zurück"), referral.paused_at, "question", "wait")


def _in_the_end(referral: Referral) -> Iterator[Mark]:
    if referral.closed_at is None:
        return
    label, icon, tone = {
        ReferralState.STATED: (_("beantwortet"), "speech", "good"),
        ReferralState.RETURNED: (_("zurückgegeben"), "undo", "wait"),
        ReferralState.RECALLED: (_("zurückgerufen"), "undo", ""),
    }.get(ReferralState(referral.state), (referral.shown_state, "check", ""))
    yield Mark(label, referral.closed_at, icon, tone)
