"""The mail to a department that took over another: this lies with you now."""

from django.utils import translation
from django.utils.translation import gettext as _

from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from neighbourhood.departments.models import Department
from participation.referrals import workflow
from participation.referrals.letters import GERMAN, Letter, german_day, reply_address
from participation.referrals.models import Referral
from participation.referrals.renderers.cases import link_of
from participation.referrals.services.replies import address_of


def moved(delivery: Delivery) -> Rendered:
    rows = Referral.objects.select_related(
        "idea__region", "idea__topic", "department", "link"
    )
    row = rows.filter(pk=delivery.params["referral"]).first()
    source = Department.objects.filter(pk=delivery.params["from"]).first()
    if row is None or source is None or row.state not in workflow.UNFINISHED:
        raise Withdrawn
    letter = Letter.of(row)
    with translation.override(GERMAN):
        subject = _("Liegt jetzt bei Ihnen, bis %(date)s: %(title)s (%(number)s)")
        words = {
            "date": german_day(letter.due_on, short=True),
            "title": row.idea.title,
            "number": row.idea.number,
        }
        return mails.compose(
            "referral_moved",
            {
                "idea": row.idea,
                "source": source,
                "due_on": german_day(letter.due_on),
                "contact": letter.contact,
            },
            subject=subject % words,
            language=GERMAN,
            button=(link_of(row), _("Vorgang öffnen")),
            reply_to=address_of(row) or reply_address(letter.contact),
        )
