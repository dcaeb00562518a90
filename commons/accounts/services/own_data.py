"""What a person may ask of their own data (Art. 15, 17 and 20 GDPR)."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from commons import owndata
from commons.accounts.models import User
from commons.verbs.services import happened

OWN_FIELDS = ("email", "display_name", "language", "date_joined", "last_login")


def export(user: User) -> dict[str, Any]:
    """Everything the platform holds of a person, by table, ready for JSON."""
    account = User.objects.filter(pk=user.pk).values(*OWN_FIELDS).get()
    tables = {
        entry.model: {
            "label": str(entry.label),
            "retention": str(entry.retain),
            "rows": list(entry.rows_of(user)),
        }
        for entry in owndata.entries()
    }
    return {"account": account, "tables": tables}


@transaction.atomic
def erase(user: User) -> User:
    """Erase a person; the row stays as a pseudonym so that records keep their shape.

    Each registered table says itself what is deleted, unlinked or kept.
    """
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    happened("account.erased", user, by=user)
    for entry in owndata.entries():
        entry.erase_for(user)
    user.email = f"geloescht-{user.pk}@konto.invalid"
    user.display_name = ""
    user.is_active = False
    user.erased_at = timezone.now()
    user.set_unusable_password()
    user.save()
    return user
