from django.db import transaction
from django.urls import reverse

from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.referrals.models import Referral


@transaction.atomic
def opened(link: SignedLink) -> str:
    """Record that a person opened the case; gives the address of its page."""
    referral = Referral.objects.get(pk=link.target_id)
    if link.opened_at is None:
        happened("referral.opened", referral, by=None, link=link.pk)
    return reverse("referrals:case-show", args=[referral.pk])
