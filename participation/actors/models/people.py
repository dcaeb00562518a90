import uuid
from collections.abc import Mapping

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.models import Grant
from commons.accounts.visitors import Visitor
from participation.actors.enums import SPEAKING, Level
from participation.actors.models.actor import Actor, actor_ids
from participation.actors.models.inviting import Invitation


class ActorMembership(Grant):
    """Somebody speaks or works for an actor; `level` says how far."""

    ROLES = (Role.ACTOR_MEMBER,)

    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="memberships"
    )
    level = models.CharField(_("Aufgabe"), max_length=10, choices=Level)

    class Meta(Grant.Meta):
        indexes = [
            models.Index(
                fields=["actor", "level"],
                condition=Q(withdrawn_at__isnull=True),
                name="actormembership_held",
            ),
        ]
        constraints = [
            *Grant.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "actor"],
                condition=Q(withdrawn_at__isnull=True),
                name="actormembership_once_while_held",
            ),
        ]


def levels(visitor: Visitor) -> Mapping[int, Level]:
    """What the visitor is for each of their actors; one query, once a request.

    A held grant says which actor, but not how far it goes. Whoever belongs to none
    costs no query.
    """
    known: Mapping[int, Level] | None = getattr(visitor, "_actor_levels", None)
    if known is None:
        known = _levels_of(visitor) if actor_ids(visitor) else {}
        visitor._actor_levels = known  # type: ignore[attr-defined]  # kept for the request, as its grants are
    return known


def spoken_for(visitor: Visitor) -> list[int]:
    """The actors that the visitor may speak for: as an owner or an editor."""
    return sorted(pk for pk, level in levels(visitor).items() if level in SPEAKING)


def _levels_of(visitor: Visitor) -> dict[int, Level]:
    held = ActorMembership.objects.active().filter(user=visitor.account)
    return {pk: Level(level) for pk, level in held.values_list("actor_id", "level")}


class ActorInvitation(Invitation):
    """Somebody is asked to work for an actor."""

    actor = models.ForeignKey(
        Actor, on_delete=models.CASCADE, related_name="invitations"
    )
    level = models.CharField(_("Aufgabe"), max_length=10, choices=Level)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    class Meta(Invitation.Meta):
        constraints = [
            *Invitation.Meta.constraints,
            models.UniqueConstraint(
                fields=["actor", "mail_hash"],
                condition=Q(state="open"),
                name="actorinvitation_once_while_open",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.actor_id}"


class ActorHandover(models.Model):
    """An actor without an owner: a task of the SPK until it has one again."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="handovers")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["actor"],
                condition=Q(closed_at__isnull=True),
                name="actorhandover_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"handover {self.pk} of {self.actor_id}"


class ActorHint(models.Model):
    """Somebody says which actor is missing; the SPK looks at it."""

    name = models.CharField(_("Wer fehlt?"), max_length=120)
    words = models.TextField(_("Was wissen Sie darüber?"), max_length=1000, blank=True)
    region = models.ForeignKey(
        "regions.Region", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    created_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    actor = models.ForeignKey(
        Actor, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=Q(settled_at__isnull=True),
                name="actorhint_open",
            ),
        ]

    def __str__(self) -> str:
        return f"hint {self.pk}"
