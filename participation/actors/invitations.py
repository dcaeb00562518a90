"""What every invitation by mail has in common, whatever it leads into.

The address is sealed, and wiped when the invitation ends. Opening the link of a mail
changes nothing: only a press on a button does; scanners follow links and press none.
Networks invite in the same way (`participation.networks.services.inviting`).
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext_lazy as _

from commons.accounts.models import User
from commons.delivery import fingerprints, sealing, services as delivery
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.links import services as links
from commons.links.doors import Door
from commons.links.models import SignedLink
from participation.actors import workflow
from participation.actors.enums import InvitationState
from participation.actors.models import ActorInvitation
from participation.actors.models.inviting import Invitation

Row = TypeVar("Row", bound=Invitation)


@dataclass(frozen=True)
class Invitations(Generic[Row]):
    """One sort of them: `host` is the key of `model` to what one is invited into.

    `purpose` and `salt` keep seals and hashes of one sort apart from all others.
    """

    model: type[Row]
    host: str
    door: Door
    renderer: str
    purpose: bytes
    salt: str
    most_open: int

    def send(self, host: Model, address: str, *, by: User, **fields: Any) -> Row:
        """Send an address the way in; the caller holds the row of `host`.

        Raises:
            RuleViolation: it is asked already (`asked`), said no (`declined`), or too
                many are asked (`too_many`).
        """
        self._require_room(host)
        self._require_not_declined(host, address)
        now = timezone.now()
        row = self.model(
            **{self.host: host},
            **fields,
            sealed_mail=sealing.seal({"email": address.strip()}, purpose=self.purpose),
            mail_hash=self._hash_of(address),
            invited_by=by,
            created_at=now,
            expires_at=now + self.door.lifetime,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            raise RuleViolation(
                _("Diese Adresse ist schon eingeladen."), code="asked"
            ) from None
        self.door.grant(row.pk, recipient="", expires_at=row.expires_at)
        # The address stands in the outbox until the mail has gone, and nowhere else.
        delivery.enqueue(
            key=self._key_of(row),
            renderer=self.renderer,
            params={"invitation": row.pk, "language": get_language() or "de"},
            to_address=address.strip(),
        )
        return row

    def end(self, row: Row, state: InvitationState) -> None:
        """The address is wiped; a link that was taken back opens nothing any more.

        Any other link stays: it says to its holder what became of it.

        Raises:
            RuleViolation: it is answered already (`over`).
        """
        workflow.require(row.state, state)
        row.state, row.ended_at, row.sealed_mail = state, timezone.now(), b""
        row.save(update_fields=["state", "ended_at", "sealed_mail", "accepted_by"])
        if state == InvitationState.WITHDRAWN:
            for link in self.door.links_of(row.pk):
                links.revoke(link)

    def take_back(self, row: Row) -> None:
        """End it; a mail that waits does not go.

        Raises:
            RuleViolation: see `end`.
        """
        self.end(row, InvitationState.WITHDRAWN)
        waiting = Delivery.objects.filter(key=self._key_of(row)).first()
        if waiting is not None:
            delivery.recall(waiting)

    def end_lapsed(self) -> int:
        """End what nobody answered in time, and wipe the addresses; gives how many."""
        lapsed = self.model._default_manager.filter(
            state=InvitationState.OPEN, expires_at__lte=timezone.now()
        )
        return lapsed.update(
            state=InvitationState.WITHDRAWN, ended_at=timezone.now(), sealed_mail=b""
        )

    def require_open(self, row: Row) -> None:
        if not self.is_open(row):
            raise workflow.over()

    def is_open(self, row: Row) -> bool:
        is_in_time = row.expires_at > timezone.now()
        return row.state == InvitationState.OPEN and is_in_time

    def address_of(self, row: Row) -> str:
        """To whom it went; empty once it has ended, for then the address is gone."""
        if not row.sealed_mail:
            return ""
        return str(sealing.unseal(row.sealed_mail, purpose=self.purpose)["email"])

    def link_of(self, row: Row) -> SignedLink | None:
        return self.door.links_of(row.pk).last()

    def _require_room(self, host: Model) -> None:
        asked = self.model._default_manager.filter(
            **{self.host: host}, state=InvitationState.OPEN
        )
        if asked.count() >= self.most_open:
            raise RuleViolation(
                _("Es sind schon viele eingeladen, die noch nicht geantwortet haben."),
                code="too_many",
            )

    def _require_not_declined(self, host: Model, address: str) -> None:
        """Who said no was promised to hear no more; they may ask by themselves."""
        said_no = self.model._default_manager.filter(
            **{self.host: host},
            mail_hash=self._hash_of(address),
            state=InvitationState.DECLINED,
        )
        if said_no.exists():
            raise RuleViolation(
                _("Diese Adresse hat abgelehnt und möchte keine Einladung mehr."),
                code="declined",
            )

    def _hash_of(self, address: str) -> bytes:
        """Keyed, so that the table can't be searched with a list of addresses."""
        plain = fingerprints.normalised(address)
        return salted_hmac(self.salt, plain, algorithm="sha256").digest()

    def _key_of(self, row: Row) -> str:
        return f"{self.renderer}:{row.pk}"


RENDERER = "actors.invitation"
DOOR = Door("actor-invitation", "actor_invitation", timedelta(days=14))
TO_ACTORS = Invitations(
    ActorInvitation,
    host="actor",
    door=DOOR,
    renderer=RENDERER,
    purpose=b"bindeglied.actors.invitation",
    salt="actors.invitation.mail",
    most_open=30,
)
address_of, is_open = TO_ACTORS.address_of, TO_ACTORS.is_open
