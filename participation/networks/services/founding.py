"""Founding a network and changing what it says of itself.

Whoever speaks for a verified actor founds at once. Everybody else's is read first;
what they change later is looked at afterwards, so that a network that works is not
taken offline for a comma.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.text import slugify_german, sort_key
from commons.verbs.services import happened
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication
from participation.moderation.models import QueueItem
from participation.moderation.services.blocks import require_may_write
from participation.moderation.services.queue import open_spot_check
from participation.networks.enums import Joining, MemberRole, NetworkKind, Visibility
from participation.networks.models import Network, NetworkSnapshot
from participation.networks.rules import WAITING
from participation.networks.services.activity import touch
from participation.networks.services.admitting import admit
from participation.networks.services.locking import locked

# What everybody reads; the rest are settings.
WORDS = ("name", "purpose", "house_rules")


@dataclass(frozen=True)
class Charter:
    """What a network says of itself, and how it lets people in."""

    name: str
    purpose: str
    kind: NetworkKind = NetworkKind.OTHER
    house_rules: str = ""
    visibility: Visibility = Visibility.OPEN
    joining: Joining = Joining.REQUEST
    regions: Sequence[Region] = ()
    topics: Sequence[Topic] = ()


@transaction.atomic
def found(charter: Charter, *, by: User, actor: Actor | None = None) -> Network:
    """A new network; `by` coordinates it, or the actor that they speak for.

    Raises:
        RuleViolation: the person may not write just now (`blocked`), or nobody could
            find the way into a hidden network but by invitation (`hidden_open`).
    """
    require_may_write(by)
    _require_fitting(charter)
    now = timezone.now()
    network = Network(author=by, submitted_at=now, active_at=now)
    is_trusted = actor is not None and actor.is_public and actor.is_verified
    if is_trusted:
        network.publication, network.published_at = Publication.PUBLISHED, now
    _write(network, charter)
    write_version(network, by=by)
    admit(network, user=by, actor=actor, role=MemberRole.COORDINATOR)
    if is_trusted:
        happened("network.founded", network, by=by)
    else:
        moderation.submit(network)
        happened("network.submitted", network, by=by)
    return network


@transaction.atomic
def change(network: Network, charter: Charter, *, version: int, by: User) -> Network:
    """Say it anew. Before it is public it goes (back) to the desk.

    Args:
        version: the version that the form showed.

    Raises:
        RuleViolation: another window was faster (`version_changed`), it is over
            (`network_over`), it would show what was said among members
            (`too_open`), or see `found`.
    """
    require_may_write(by)
    _require_fitting(charter)
    network = locked(network.pk)
    _require_changeable(network, version)
    _require_kept_private(network, charter)
    before = {name: getattr(network, name) for name in WORDS}
    was_asked = network.publication == Publication.CHANGES_REQUESTED
    network.version += 1
    if not network.is_public:
        network.publication = Publication.SUBMITTED
        network.submitted_at = timezone.now() if was_asked else network.submitted_at
    _write(network, charter)
    write_version(network, by=by)
    if not network.is_public:
        moderation.submit(network)
        verb = "network.resubmitted" if was_asked else "network.revised"
        happened(verb, network, by=by, version=network.version)
        return network
    if any(before[name] != getattr(network, name) for name in WORDS):
        _have_looked_at(network, by)
    happened("network.changed", network, by=by, version=network.version)
    touch(network)
    return network


@transaction.atomic
def withdraw(network: Network, *, by: User | None) -> Network:
    """Take one's own back before it was public; one that goes on is closed instead.

    Raises:
        RuleViolation: its state does not allow it.
    """
    network = locked(network.pk)
    if network.is_public:
        raise RuleViolation(
            _("Ein Netzwerk, das es schon gibt, wird abgeschlossen."), code="is_public"
        )
    workflow.require(network.publication, Publication.WITHDRAWN)
    network.publication = Publication.WITHDRAWN
    network.save(update_fields=["publication"])
    moderation.take_back(network)
    happened("network.withdrawn", network, by=by)
    return network


def write_version(network: Network, *, by: User | None) -> None:
    NetworkSnapshot.objects.create(
        target=network,
        version=network.version,
        content={name: getattr(network, name) for name in WORDS},
        created_by=by,
        created_at=timezone.now(),
    )


def _write(network: Network, charter: Charter) -> None:
    """One region is where its desk sits; several belong to the whole district's."""
    for name, value in _columns(charter).items():
        setattr(network, name, value)
    network.region = charter.regions[0] if len(charter.regions) == 1 else None
    network.save()
    network.regions.set(charter.regions)
    network.topics.set(charter.topics)


def _columns(charter: Charter) -> dict[str, Any]:
    return {
        "name": charter.name,
        "slug": slugify_german(charter.name) or "netzwerk",
        "sort_key": sort_key(charter.name)[:150],
        "purpose": charter.purpose,
        "kind": charter.kind,
        "house_rules": charter.house_rules,
        "visibility": charter.visibility,
        "joining": charter.joining,
    }


def _have_looked_at(network: Network, by: User) -> None:
    """The desk looks at words that nobody vouches for; one look is enough."""
    vouched = network.memberships.holding().filter(
        actor__memberships__user=by,
        actor__memberships__withdrawn_at__isnull=True,
        actor__verified_at__isnull=False,
    )
    lies_there = QueueItem.objects.open().filter(kind="network", target_id=network.pk)
    if not vouched.exists() and not lies_there.exists():
        open_spot_check(network)


def _require_fitting(charter: Charter) -> None:
    is_hidden = charter.visibility == Visibility.HIDDEN
    if is_hidden and charter.joining != Joining.INVITATION:
        raise RuleViolation(
            _(
                "Von diesem Netzwerk wissen nur Mitglieder. Dazu kommt man deshalb nur "
                "auf Einladung: Wählen Sie bitte „Nur auf Einladung“."
            ),
            code="hidden_open",
        )


def _require_changeable(network: Network, version: int) -> None:
    if network.is_closed or not (network.is_public or network.publication in WAITING):
        raise RuleViolation(
            _("Dieses Netzwerk können Sie nicht mehr ändern."), code="network_over"
        )
    if network.version != version:
        raise RuleViolation(
            _("Diese Fassung haben Sie in einem anderen Fenster schon ersetzt."),
            code="version_changed",
        )


def _require_kept_private(network: Network, charter: Charter) -> None:
    """What was written for members alone stays among them."""
    was_open = network.visibility == Visibility.OPEN
    opens = charter.visibility == Visibility.OPEN and not was_open
    if opens and _holds_anything(network):
        raise RuleViolation(
            _(
                "In diesem Netzwerk wurde schon etwas für Mitglieder geschrieben. Das "
                "soll unter ihnen bleiben. Für ein offenes Gespräch gründen Sie bitte "
                "ein neues Netzwerk."
            ),
            code="too_open",
        )


def _holds_anything(network: Network) -> bool:
    """Posts, dates with their places, and what was asked of the SPK."""
    more = (network.dates, network.concerns)
    return bool(network.post_count) or any(rows.exists() for rows in more)
