from collections.abc import Iterable

from django.db import transaction

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.pages.models import Contact, ContactRegion
from neighbourhood.regions.models import Region


@transaction.atomic
def save_contact(
    contact: Contact, *, regions: Iterable[Region], becomes_general: bool, by: User
) -> Contact:
    """Store an office and the regions it looks after.

    A region has one office: it moves here from the one that had it. There is one
    general office too: with `becomes_general` the mark moves here.
    """
    if becomes_general:
        Contact.objects.filter(is_general=True).update(is_general=False)
        contact.is_general = True
    contact.save()
    wanted = list(regions)
    contact.region_links.exclude(region__in=wanted).delete()
    for region in wanted:
        ContactRegion.objects.update_or_create(
            region=region, defaults={"contact": contact}
        )
    happened("contact.saved", contact, by=by)
    return contact
