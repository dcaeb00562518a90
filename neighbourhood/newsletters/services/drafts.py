"""What all changes of a draft have in common."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.newsletters.models import Item, Newsletter


def locked(newsletter: Newsletter) -> Newsletter:
    rows = Newsletter.objects.select_for_update(of=("self",))
    found: Newsletter = rows.select_related("region").get(pk=newsletter.pk)
    return found


def locked_draft(newsletter: Newsletter) -> Newsletter:
    """The row, which nobody else changes until the end of the transaction.

    Raises:
        RuleViolation: it is released, so it stays as it is (`newsletter_released`).
    """
    newsletter = locked(newsletter)
    if not newsletter.is_draft:
        raise RuleViolation(
            _(
                "Dieser Rundbrief ist schon freigegeben. Nehmen Sie die Freigabe "
                "zurück, wenn Sie noch etwas ändern möchten."
            ),
            code="newsletter_released",
        )
    return newsletter


@transaction.atomic
def locked_item(item: Item) -> Item:
    """A piece of a draft; the draft is locked first.

    Raises:
        RuleViolation: the Rundbrief is released (`newsletter_released`).
    """
    newsletter = locked_draft(item.newsletter)
    found: Item = newsletter.items.get(pk=item.pk)
    found.newsletter = newsletter
    return found


def note_change(newsletter: Newsletter, *, by: User, **codes: Any) -> None:
    """Count a change, so that nobody releases what they have not seen."""
    newsletter.changes += 1
    newsletter.edited_at, newsletter.edited_by = timezone.now(), by
    newsletter.save()
    happened("newsletter.edited", newsletter, by=by, **codes)
