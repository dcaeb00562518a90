"""Mails to whoever answers for an actor: its owners, else the address it names.

Each carries a key of its own, so that nobody needs an account to answer.
"""

from commons.accounts.models import User
from commons.delivery import services as delivery
from commons.links.doors import Door
from participation.actors.models import Actor
from participation.actors.queries.people import owner_ids
from participation.actors.still_true import recipient_of


def write(actor: Actor, renderer: str, door: Door, *, key: str) -> int:
    """Put a mail for each of them into the outbox; gives how many there are."""
    rows = User.objects.filter(pk__in=owner_ids(actor), is_active=True)
    owners = list(rows.order_by("pk"))
    for owner in owners:
        link = door.grant(actor.pk, recipient=recipient_of(owner))
        delivery.enqueue(
            key=f"{key}:{owner.pk}",
            renderer=renderer,
            params={"actor": actor.pk, "link": link.pk},
            to_user=owner,
        )
    if owners or not actor.contact_mail:
        return len(owners)
    link = door.grant(actor.pk, recipient=actor.contact_mail)
    delivery.enqueue(
        key=f"{key}:contact",
        renderer=renderer,
        params={"actor": actor.pk, "link": link.pk},
        to_address=actor.contact_mail,
    )
    return 1
