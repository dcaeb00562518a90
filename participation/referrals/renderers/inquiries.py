"""The mail that asks an Amt whether what it promised has happened."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from commons.delivery import mails
from commons.delivery.models import Delivery
from commons.delivery.renderers import Rendered, Withdrawn
from commons.links import services as links
from neighbourhood.pages.queries import contact_for
from participation.referrals.letters import GERMAN, reply_address
from participation.referrals.models import PromiseInquiry
from participation.referrals.queries import promises as queries


def inquiry(delivery: Delivery) -> Rendered:
    """Withdrawn once the Amt has replied or another step came first."""
    rows = PromiseInquiry.objects.select_related(
        "promise__answer", "promise__idea__region", "referral__department", "link"
    )
    row = rows.filter(pk=delivery.params["inquiry"]).first()
    if row is None or row.link is None or row.replied_at is not None:
        raise Withdrawn
    newest = queries.newest_of(row.promise.answer)
    if newest is None or newest.pk != row.promise_id:
        raise Withdrawn
    idea = row.promise.idea
    contact = contact_for(idea.region)
    path = reverse("referrals:inquiry-link", args=[links.token_of(row.link)])
    with translation.override(GERMAN):
        words = {"number": idea.number, "title": idea.title}
        return mails.compose(
            "promise",
            {
                "idea": idea,
                "when": row.promise.words,
                "department": row.referral.department,
                "contact": contact,
            },
            subject=_("Ist es geschehen? %(title)s (%(number)s)") % words,
            language=GERMAN,
            button=(f"{settings.BASE_URL}{path}", _("Kurz antworten")),
            reply_to=reply_address(contact),
        )
