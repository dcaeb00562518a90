from collections.abc import Iterable

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.pages.models import Contact, ContactRegion
from neighbourhood.regions.models import Region


@transaction.atomic
def save_contact(contact: Contact, *, regions: Iterable[Region], by: User) -> Contact:
    """Store an office and the regions it looks after.

    A region has one office: it moves here from the one that had it. The general
    office is one too: the mark moves.
    """
    if contact.is_general:
        others = Contact.objects.filter(is_general=True).exclude(pk=contact.pk)
        others.update(is_general=False)
    contact.save()
    wanted = list(regions)
    contact.region_links.exclude(region__in=wanted).delete()
    for region in wanted:
        ContactRegion.objects.update_or_create(
            region=region, defaults={"contact": contact}
        )
    happened("contact.saved", contact, by=by)
    return contact
