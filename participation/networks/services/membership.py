"""Joining a network, leaving it, and who coordinates it.

Who may do it on whose behalf the rules say; here is what follows.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.moderation.services.blocks import require_may_write
from participation.networks.enums import Joining, MemberRole
from participation.networks.models import Network, NetworkMembership
from participation.networks.queries.members import is_led, leading
from participation.networks.services import activity, inviting
from participation.networks.services.admitting import admit, dismiss, people_of
from participation.networks.services.locking import locked, require_going_on


@transaction.atomic
def join(
    network: Network, *, by: User, actor: Actor | None = None
) -> NetworkMembership:
    """Come in where everybody may; `actor` joins instead of the person.

    Raises:
        RuleViolation: it has ended (`network_over`), asks before (`not_open`), or the
            person may not write just now (`blocked`).
    """
    require_may_write(by)
    network = locked(network.pk)
    require_going_on(network)
    if network.joining != Joining.OPEN:
        raise RuleViolation(
            _("In dieses Netzwerk kommt man auf Anfrage oder Einladung."),
            code="not_open",
        )
    row, is_new = admit(network, user=by, actor=actor)
    if is_new:
        happened("network.joined", network, by=by, membership=row.pk)
    return row


@transaction.atomic
def leave(membership: NetworkMembership, *, by: User | None) -> None:
    """End one's own membership, or that of one's actor. Twice changes nothing."""
    network, row = _locked_row(membership)
    if row.left_at is not None:
        return
    dismiss(row)
    happened("network.left", network, by=by, membership=row.pk)
    see_to_coordination(network)


@transaction.atomic
def remove(membership: NetworkMembership, *, by: User) -> None:
    """A coordinator ends somebody else's membership; whom it meets is told.

    Raises:
        RuleViolation: it is the last who coordinates (`last_coordinator`).
    """
    network, row = _locked_row(membership)
    if row.left_at is not None:
        return
    _require_not_last(row)
    dismiss(row)
    inviting.withdraw_those_of(people_of(row), network, by=by)
    happened("network.member_removed", network, by=by, membership=row.pk)


@transaction.atomic
def set_role(membership: NetworkMembership, role: MemberRole, *, by: User) -> None:
    """Hand the coordination on, name a deputy, or let somebody be a member again.

    Raises:
        RuleViolation: nobody would coordinate (`last_coordinator`), or the member has
            left (`left`).
    """
    network, row = _locked_row(membership)
    if row.left_at is not None:
        raise RuleViolation(_("Dieses Mitglied ist nicht mehr dabei."), code="left")
    if row.role == role:
        return
    if role != MemberRole.COORDINATOR:
        _require_not_last(row)
    row.role = role
    row.save(update_fields=["role"])
    if role == MemberRole.MEMBER:
        inviting.withdraw_those_of(people_of(row), network, by=by)
    happened("network.role_changed", network, by=by, membership=row.pk, role=role.value)
    activity.touch(network)


@transaction.atomic
def take_over(network: Network, *, by: User) -> None:
    """A member coordinates from now on, because nobody does.

    Raises:
        RuleViolation: somebody coordinates (`is_coordinated`), or the person is no
            member on their own (`not_member`).
    """
    network = locked(network.pk)
    if is_led(network):
        raise RuleViolation(
            _("Inzwischen koordiniert jemand anderes."), code="is_coordinated"
        )
    row = NetworkMembership.objects.filter(
        network=network, user=by, left_at__isnull=True
    ).first()
    if row is None:
        raise RuleViolation(
            _("Das geht nur, wenn Sie selbst Mitglied sind."), code="not_member"
        )
    set_role(row, MemberRole.COORDINATOR, by=by)


def see_to_coordination(network: Network) -> None:
    """If nobody coordinates any more, the oldest deputy does; else all are told."""
    if coordinators_of(network).exists():
        return
    deputies = leading().filter(network=network, role=MemberRole.DEPUTY)
    deputy = deputies.order_by("joined_at", "pk").first()
    if deputy is None:
        happened("network.orphaned", network, by=None)
        return
    deputy.role = MemberRole.COORDINATOR
    deputy.save(update_fields=["role"])
    happened(
        "network.role_changed",
        network,
        by=None,
        membership=deputy.pk,
        role=MemberRole.COORDINATOR.value,
    )


def coordinators_of(network: Network) -> QuerySet[NetworkMembership]:
    """Not deputies, who do the same but step up only when these are gone."""
    return leading().filter(network=network, role=MemberRole.COORDINATOR)


def _require_not_last(row: NetworkMembership) -> None:
    others = coordinators_of(row.network).exclude(pk=row.pk)
    if row.role == MemberRole.COORDINATOR and not others.exists():
        raise RuleViolation(
            _(
                "Jemand muss das Netzwerk koordinieren. Geben Sie die Aufgabe zuerst "
                "an ein anderes Mitglied."
            ),
            code="last_coordinator",
        )


def _locked_row(membership: NetworkMembership) -> tuple[Network, NetworkMembership]:
    network = locked(membership.network_id)
    rows = NetworkMembership.objects.select_for_update(of=("self",))
    row = rows.select_related("user", "actor").get(pk=membership.pk)
    row.network = network
    return network, row
