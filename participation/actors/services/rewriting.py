"""A new version takes the place of the last; used by whoever may let it."""

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.actors.models import Actor
from participation.actors.services.contents import Profile, fields_of, write_version

# What followers of a house want to know at once.
NEWS = ("place_text", "opening_hours")


def rewrite(actor: Actor, profile: Profile, *, by: User | None) -> Actor:
    """Let a public profile say something new; the caller holds its row lock."""
    before = {name: getattr(actor, name) for name in NEWS}
    write(actor, profile, by=by)
    happened("actor.edited", actor, by=by, version=actor.version)
    if any(getattr(actor, name) != value for name, value in before.items()):
        happened("actor.moved", actor, by=by, version=actor.version)
    return actor


def write(actor: Actor, profile: Profile, *, by: User | None) -> None:
    """Save a new version of the row; the caller holds its lock."""
    for name, value in fields_of(profile).items():
        setattr(actor, name, value)
    actor.version += 1
    actor.save()
    write_version(actor, profile, by=by)
