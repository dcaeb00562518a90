""" "So haben wir Sie verstanden": the copy of what the SPK wrote down."""

from django.utils import translation
from django.utils.translation import gettext as _

from commons.clock import berlin_today
from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.terms.queries import current
from neighbourhood.deadlines.services import due_after
from participation.referrals.letters import GERMAN, Letter, german_day, reply_address
from participation.referrals.models import Transcript, TranscriptTerms
from participation.referrals.renderers.cases import link_of
from participation.referrals.services.replies import address_of


def copy(delivery: Delivery) -> Rendered:
    """Withdrawn once the department has said something, or nothing opens the case."""
    rows = Transcript.objects.select_related(
        "statement__referral__idea__region",
        "statement__referral__idea__topic",
        "statement__referral__department",
        "statement__referral__link",
    )
    row = rows.filter(pk=delivery.params["transcript"]).first()
    if row is None or not row.is_waiting:
        raise Withdrawn
    referral = row.statement.referral
    letter = Letter.of(referral)
    until = due_after(berlin_today(), current(TranscriptTerms).object_days).day
    with translation.override(GERMAN):
        return mails.compose(
            "referral_transcript",
            {
                "transcript": row,
                "statement": row.statement,
                "idea": letter.idea,
                "contact": letter.contact,
                "said_on": german_day(row.said_on),
                "until": german_day(until),
            },
            subject=_("So haben wir Sie verstanden: %(title)s (%(number)s)")
            % {"title": letter.idea.title, "number": letter.idea.number},
            language=GERMAN,
            button=(link_of(referral), _("Bestätigen oder berichtigen")),
            reply_to=address_of(referral) or reply_address(letter.contact),
        )
