from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.incoming.models import MailTerms
from commons.verbs.services import happened


@transaction.atomic
def change(
    *, keep_days: int, most_megabytes: int, most_an_hour: int, by: User
) -> MailTerms:
    """How long the originals stay, how large one may be, how many in an hour."""
    row, _is_new = MailTerms.objects.update_or_create(
        pk=1,
        defaults={
            "keep_days": keep_days,
            "most_megabytes": most_megabytes,
            "most_an_hour": most_an_hour,
            "changed_by": by,
            "changed_at": timezone.now(),
        },
    )
    happened("mail.terms_changed", row, by=by)
    return row
