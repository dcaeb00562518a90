"""Asking somebody by mail to work for an actor; whoever has the mail may say yes."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.actors import workflow
from participation.actors.enums import InvitationState, Level
from participation.actors.invitations import TO_ACTORS
from participation.actors.models import Actor, ActorInvitation, ActorMembership
from participation.actors.services import people
from participation.moderation.services.blocks import require_may_write

end_lapsed = TO_ACTORS.end_lapsed


@transaction.atomic
def invite(
    actor: Actor, address: str, level: Level | str, *, by: User
) -> ActorInvitation:
    """Send an address the way in.

    Raises:
        RuleViolation: nobody has read the profile yet (`not_public`), the person may
            not write just now (`blocked`), or see `Invitations.send`.
    """
    require_may_write(by)
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    _require_public(actor)
    invitation = TO_ACTORS.send(actor, address, by=by, level=level)
    happened("actor.invited", actor, by=by, invitation=invitation.pk)
    return invitation


@transaction.atomic
def accept(invitation: ActorInvitation, *, by: User) -> Actor:
    """Say yes with the account one is signed in with; a second click changes nothing.

    Raises:
        RuleViolation: it no longer holds (`over`).
    """
    invitation = _locked(invitation)
    if invitation.accepted_by_id == by.pk:
        return invitation.actor
    TO_ACTORS.require_open(invitation)
    if not _still_holds(invitation):
        raise workflow.over()
    invitation.accepted_by = by
    TO_ACTORS.end(invitation, InvitationState.ACCEPTED)
    invited_by = invitation.invited_by
    people.let_in(invitation.actor, by, invitation.level, by=invited_by)
    return invitation.actor


@transaction.atomic
def decline(invitation: ActorInvitation) -> None:
    """Whoever holds the link says no, without an account."""
    invitation = _locked(invitation)
    if invitation.state == InvitationState.OPEN:
        TO_ACTORS.end(invitation, InvitationState.DECLINED)
        happened("actor.invitation_declined", invitation.actor, by=None)


@transaction.atomic
def withdraw(invitation: ActorInvitation, *, by: User) -> None:
    """Take it back; a mail that waits does not go.

    Raises:
        RuleViolation: it is answered already (`over`).
    """
    invitation = _locked(invitation)
    TO_ACTORS.take_back(invitation)
    happened("actor.invitation_withdrawn", invitation.actor, by=by)


def _require_public(actor: Actor) -> None:
    """The mail says its name: to strangers, so somebody has to have read it."""
    if not actor.is_public:
        raise RuleViolation(
            _("Einladen können Sie, sobald das Profil veröffentlicht ist."),
            code="not_public",
        )


def _still_holds(invitation: ActorInvitation) -> bool:
    """Whom others sent away, or who may no longer invite, keeps no door open.

    Who left alone does: they may have asked who comes after them. So does the SPK.
    """
    inviter = invitation.invited_by_id
    rows = ActorMembership.objects.filter(actor=invitation.actor_id, user=inviter)
    held = rows.active().first()
    if held is not None:
        return bool(held.level == Level.OWNER)
    sent_away = rows.filter(withdrawn_at__gte=invitation.created_at)
    return not sent_away.exclude(withdrawn_by=inviter).exists()


def _locked(invitation: ActorInvitation) -> ActorInvitation:
    """The actor's row first, as everywhere."""
    Actor.objects.select_for_update(of=("self",)).get(pk=invitation.actor_id)
    rows = ActorInvitation.objects.select_for_update(of=("self",))
    return rows.select_related("actor", "invited_by").get(pk=invitation.pk)
