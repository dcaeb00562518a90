"""A profile is written, and written anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.actors.enums import Level
from participation.actors.models import Actor
from participation.actors.services import changing, confirming, people
from participation.actors.services.contents import Profile, fields_of, write_version
from participation.actors.services.rewriting import rewrite, write
from participation.moderation import services as moderation
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write

# Nothing is decided yet, or the desk asked for a change.
OPEN_TO_CHANGES = frozenset({Publication.SUBMITTED, Publication.CHANGES_REQUESTED})


@transaction.atomic
def found(profile: Profile, *, by: User, for_others: bool = False) -> Actor:
    """Write a profile; it goes to the desk, and who wrote it owns it.

    Args:
        for_others: the SPK enters it for a house that has nobody here yet. Then it has
            no author and no owner, and the SPK looks after it until it has one.

    Raises:
        RuleViolation: the person may not write just now (`blocked`).
    """
    require_may_write(by)
    actor = Actor.objects.create(
        **fields_of(profile),
        author=None if for_others else by,
        submitted_at=timezone.now(),
    )
    write_version(actor, profile, by=by)
    moderation.submit(actor)
    happened("actor.submitted", actor, by=by)
    if for_others:
        people.settle_handover(actor, by=by)
    else:
        people.let_in(actor, by, Level.OWNER, by=by)
    return actor


@transaction.atomic
def change(actor: Actor, profile: Profile, *, version: int, by: User) -> Actor:
    """Write a profile anew.

    What nobody has decided on yet keeps its place at the desk. A public profile
    changes at once if the SPK has vouched for its actor; else the desk reads the
    change first, and the profile stays as it is (`changing`).

    Args:
        version: the version that the form showed.

    Raises:
        RuleViolation: `blocked`, `version_changed`, or the state allows no change.
    """
    require_may_write(by)
    changing.lock_waiting(actor)  # as the desk does: the change before its actor
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    if actor.version != version:
        raise RuleViolation(
            _(
                "Inzwischen hat jemand anderes dieses Profil geändert. Bitte laden Sie "
                "die Seite neu."
            ),
            code="version_changed",
        )
    if not actor.is_public:
        return _resubmit(actor, profile, by=by)
    if actor.is_verified:
        changing.drop_waiting(actor, by=by)
        rewrite(actor, profile, by=by)
    else:
        changing.hand_in(actor, profile, by=by)
    # Whoever has just gone through it all has said that it holds.
    return confirming.confirm(actor, by=by)


def _resubmit(actor: Actor, profile: Profile, *, by: User) -> Actor:
    was_asked = actor.publication == Publication.CHANGES_REQUESTED
    if actor.publication not in OPEN_TO_CHANGES:
        raise RuleViolation(
            _("An diesem Profil ist gerade nichts zu ändern."), code="not_open"
        )
    actor.publication = Publication.SUBMITTED
    if was_asked:  # the promise of a first look runs anew
        actor.submitted_at = timezone.now()
    write(actor, profile, by=by)
    moderation.submit(actor)
    verb = "actor.resubmitted" if was_asked else "actor.revised"
    happened(verb, actor, by=by, version=actor.version)
    return actor
