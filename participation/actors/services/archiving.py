"""The quiet archive: out of lists, map and search, and back again at any time.

The page of an archived actor stays where it was and says that nobody vouches for it.
"""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.actors.services import telling_owners
from participation.actors.still_true import ARCHIVE_DOOR, ARCHIVED

FIELDS = ["confirmed_at", "archived_at", "asked_count", "ask_next_on"]


class Why(StrEnum):
    """A code for the audit: nobody answered, its own people, or the SPK."""

    SILENT = "silent"
    OWN = "own"
    OFFICE = "office"


@transaction.atomic
def archive(actor: Actor, *, by: User | None, why: Why) -> Actor:
    """Lay an entry into the archive and tell its people; twice does nothing more.

    Raises:
        RuleViolation: it is not public (`not_public`).
    """
    actor = locked_public(actor)
    if actor.archived_at is not None:
        return actor
    actor.archived_at, actor.ask_next_on, actor.asked_count = timezone.now(), None, 0
    actor.save(update_fields=FIELDS)
    happened("actor.archived", actor, by=by, why=why.value)
    key = f"actor-archived:{actor.pk}:{actor.archived_at.isoformat()}"
    telling_owners.write(actor, ARCHIVED, ARCHIVE_DOOR, key=key)
    return actor


def locked_public(actor: Actor) -> Actor:
    """The row, locked and fresh.

    Raises:
        RuleViolation: it is not public (`not_public`).
    """
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if not actor.is_public:
        raise RuleViolation(
            _("Dieser Eintrag ist gerade nicht öffentlich."), code="not_public"
        )
    return actor
