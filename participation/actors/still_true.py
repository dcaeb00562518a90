"""The key with which an actor answers "Stimmt das noch?", and to whom it goes."""

from datetime import timedelta

from commons.accounts.models import User
from commons.links.doors import Door
from commons.links.models import SignedLink
from participation.actors.models import Actor
from participation.actors.queries.people import owner_ids

# Who finds the mail after the holidays still answers; from the archive, for a year.
DOOR = Door("actor-still-true", "actor", lifetime=timedelta(days=120))
ARCHIVE_DOOR = Door("actor-still-true", "actor", lifetime=timedelta(days=365))
ASKS = "actors.still_true"
ARCHIVED = "actors.archived"
_ACCOUNT = "account:"


def recipient_of(owner: User) -> str:
    """How a key names an account: its address may change, and is not written down."""
    return f"{_ACCOUNT}{owner.pk}"


def is_still_meant(link: SignedLink, actor: Actor) -> bool:
    """Whether a key's recipient still answers for the actor: people leave."""
    if link.recipient.startswith(_ACCOUNT):
        owners = {f"{_ACCOUNT}{pk}" for pk in owner_ids(actor)}
        return link.recipient in owners
    return link.recipient == actor.contact_mail != ""
