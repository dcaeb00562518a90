from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from neighbourhood.regions.models import Region, Residence


@transaction.atomic
def settle(user: User, *, region: Region) -> Residence:
    """Make a region somebody's own. Told to nobody and kept out of the audit."""
    residence, _ = Residence.objects.update_or_create(
        user=user, defaults={"region": region, "since": timezone.now()}
    )
    return residence


def leave(user: User) -> None:
    """Forget where somebody lives."""
    Residence.objects.filter(user=user).delete()
