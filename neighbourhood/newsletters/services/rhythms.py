from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from neighbourhood.newsletters.models import Rhythm
from neighbourhood.regions.models import Region


@transaction.atomic
def set_rhythm(region: Region, *, weeks: int | None, by: User) -> None:
    """How often a Stadtteil gets its Rundbrief.

    Args:
        weeks: None as the rules of the house say, 0 without any reminder.
    """
    if weeks is None:
        Rhythm.objects.filter(region=region).delete()
    else:
        Rhythm.objects.update_or_create(
            region=region,
            defaults={"weeks": weeks, "changed_at": timezone.now(), "changed_by": by},
        )
    happened("newsletter.rhythm_changed", region, by=by, weeks=weeks)
