"""Who works for an actor: letting in, changing tasks, going, and nobody left.

An actor without an owner stays as it is; a handover opens, a task of the SPK, and ends
by itself when somebody owns it again.
"""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import sockets
from commons.accounts.enums import Role
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.verbs.services import happened
from participation.actors.enums import Level
from participation.actors.models import Actor, ActorHandover, ActorMembership
from participation.actors.queries.people import member_ids
from participation.moderation.enums import Publication

# An actor that is gone needs nobody to look after it.
GONE = frozenset({Publication.DECLINED, Publication.WITHDRAWN, Publication.REMOVED})


@transaction.atomic
def let_in(
    actor: Actor, user: User, level: Level | str, *, by: User | None
) -> ActorMembership:
    """Let somebody work for an actor; who does already gets the new task.

    They follow it from then on, as everybody may who wants news of it.
    """
    actor = _locked(actor)
    held = _held(actor).filter(user=user).first()
    if held is not None:
        return _give(held, Level(level), by=by)
    try:
        with transaction.atomic():
            membership = ActorMembership.objects.create(
                actor=actor,
                user=user,
                level=level,
                role=Role.ACTOR_MEMBER,
                granted_by=by,
                valid_from=timezone.now(),
            )
    except IntegrityError:  # the same moment, another window
        return _held(actor).get(user=user)
    notifications.follow(user, actor, reason="actor_member")
    happened("actor.joined", actor, by=user, member=user.pk, level=str(level))
    settle_handover(actor, by=by)
    return membership


@transaction.atomic
def change_level(
    membership: ActorMembership, level: Level | str, *, by: User
) -> ActorMembership:
    """Give somebody another task.

    Raises:
        RuleViolation: they have left meanwhile (`not_held`).
    """
    _locked(membership.actor)
    return _give(_fresh(membership), Level(level), by=by)


@transaction.atomic
def let_go(membership: ActorMembership, *, by: User) -> Actor:
    """End somebody's work for an actor: they leave, or an owner lets them go.

    The last owner may leave, too: the profile stays, and the SPK finds the next one.

    Raises:
        RuleViolation: they have left meanwhile (`not_held`).
    """
    actor = _locked(membership.actor)
    membership = _fresh(membership)
    membership.withdrawn_at, membership.withdrawn_by = timezone.now(), by
    membership.save(update_fields=["withdrawn_at", "withdrawn_by"])
    notifications.unfollow_all(membership.user, [actor])
    sockets.recheck_on_commit([sockets.visitor_group(membership.user_id)])
    verb = "actor.left" if by.pk == membership.user_id else "actor.let_go"
    happened(verb, actor, by=by, member=membership.user_id)
    settle_handover(actor, by=by)
    return actor


@transaction.atomic
def forget(user: User) -> None:
    """Somebody deletes the account: their memberships go, their actors stay."""
    mine = ActorMembership.objects.filter(user=user)
    actors = Actor.objects.filter(memberships__in=mine).distinct()
    pks = list(actors.order_by("pk").values_list("pk", flat=True))
    locked = Actor.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    affected = list(locked.order_by("pk"))
    mine.delete()
    for field in ("granted_by", "withdrawn_by"):
        others = ActorMembership.objects.filter(**{field: user})
        others.update(**{field: None})
    for actor in affected:
        settle_handover(actor, by=None)


def let_ask_anew(actor: Actor) -> None:
    """Open pages of its people: what they hear by an actor goes when the actor goes."""
    sockets.recheck_on_commit(map(sockets.visitor_group, member_ids(actor)))


def settle_handover(actor: Actor, *, by: User | None) -> None:
    """Open or close the task of finding an owner; the caller holds the row lock."""
    is_owned = _held(actor).filter(level=Level.OWNER).exists()
    is_needed = not is_owned and actor.publication not in GONE
    task = ActorHandover.objects.filter(actor=actor, closed_at__isnull=True).first()
    if is_needed and task is None:
        ActorHandover.objects.create(actor=actor, opened_at=timezone.now())
        happened("actor.handover_opened", actor, by=by)
    elif not is_needed and task is not None:
        task.closed_at = timezone.now()
        task.save(update_fields=["closed_at"])
        happened("actor.handover_closed", actor, by=by)


def _give(
    membership: ActorMembership, level: Level, *, by: User | None
) -> ActorMembership:
    if membership.level == level:
        return membership
    membership.level = level
    membership.save(update_fields=["level"])
    happened(
        "actor.level_changed",
        membership.actor,
        by=by,
        member=membership.user_id,
        level=level.value,
    )
    settle_handover(membership.actor, by=by)
    return membership


def _held(actor: Actor) -> QuerySet[ActorMembership]:
    return ActorMembership.objects.active().filter(actor=actor)


def _fresh(membership: ActorMembership) -> ActorMembership:
    rows = ActorMembership.objects.active().select_related("actor", "user")
    fresh: ActorMembership | None = rows.filter(pk=membership.pk).first()
    if fresh is None:
        raise RuleViolation(
            _("Diese Person gehört nicht mehr zu diesem Akteur."), code="not_held"
        )
    return fresh


def _locked(actor: Actor) -> Actor:
    return Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
