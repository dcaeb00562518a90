from django.db import transaction
from django.urls import reverse

from commons.links.models import SignedLink
from commons.verbs.services import happened
from participation.bundles.models import Bundle


@transaction.atomic
def opened(link: SignedLink) -> str:
    """Record that a person opened the bundle; gives the address of its page."""
    bundle = Bundle.objects.get(pk=link.target_id)
    if link.opened_at is None:
        happened("bundle.opened", bundle, by=None, link=link.pk)
    return reverse("bundles:bundle-show", args=[bundle.pk])
