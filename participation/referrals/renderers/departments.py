"""The mail with which a colleague gets a link of their own."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from participation.referrals import workflow
from participation.referrals.enums import ReferralState
from participation.referrals.letters import (
    GERMAN,
    Letter,
    german_day,
    reply_address,
)
from participation.referrals.models import HandOver
from participation.referrals.queries.releasing import waiting_on
from participation.referrals.services.replies import address_of


def colleague(delivery: Delivery) -> Rendered:
    """Withdrawn once the link or the case has ended."""
    row = _row(int(delivery.params["hand_over"]))
    referral = row.referral
    is_there = referral.state in workflow.WITH_DEPARTMENT | {ReferralState.STATED}
    if not is_there or not links.is_valid(row.link):
        raise Withdrawn
    letter = Letter.of(referral)
    path = reverse("referrals:link-show", args=[links.token_of(row.link)])
    words = {"title": letter.idea.title, "number": letter.idea.number}
    with translation.override(GERMAN):
        return mails.compose(
            "referral_colleague",
            {
                "letter": letter,
                "idea": letter.idea,
                "contact": letter.contact,
                "due_on": german_day(letter.due_on),
                "hand_over": row,
                "is_to_release": waiting_on(referral) is not None,
                "is_stated": referral.state == ReferralState.STATED,
            },
            subject=_("Für Sie im Amt: %(title)s (%(number)s)") % words,
            language=GERMAN,
            button=(f"{settings.BASE_URL}{path}", _("Vorgang öffnen")),
            reply_to=address_of(referral) or reply_address(letter.contact),
        )


def _row(pk: int) -> HandOver:
    found = (
        HandOver.objects.filter(pk=pk)
        .select_related(
            "link",
            "handed_by",
            "referral__idea__region",
            "referral__idea__topic",
            "referral__department",
        )
        .first()
    )
    if found is None:
        raise Withdrawn
    return found
