"""Writing offers and requests: exactly once, at once or after a look of the desk."""

from dataclasses import dataclass, field, fields
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.once import first_of, insert
from commons.terms.queries import current
from commons.text import slugify_german
from commons.verbs.services import happened
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication
from participation.moderation.services.blocks import require_may_write
from participation.pool.enums import BOOKABLE, EndReason, Side
from participation.pool.models import Offer, OfferSnapshot, PoolTerms

wake.declare("pool.match")

# What people read; a change of these is looked at where the first version was.
WORDS = ("title", "text", "conditions", "place_text")
CHANGEABLE = frozenset(
    {Publication.SUBMITTED, Publication.CHANGES_REQUESTED, Publication.PUBLISHED}
)


@dataclass(frozen=True, kw_only=True)
class Content:
    """Everything that a version of an entry says; the fields of `Offer`."""

    side: str
    kind: str
    title: str
    text: str
    region: Region | None = None
    conditions: str = ""
    quantity: int = 1
    place_text: str = ""
    from_on: date | None = None
    until_on: date | None = None
    is_bookable: bool = False
    weekdays: list[int] = field(default_factory=list)
    opens_at: time | None = None
    closes_at: time | None = None

    def columns(self) -> dict[str, Any]:
        """With what follows from them: only what is lent can be booked."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        is_lent = self.side == Side.OFFER and self.kind in BOOKABLE
        values["is_bookable"] = self.is_bookable and is_lent
        if not values["is_bookable"]:
            values |= {"weekdays": [], "opens_at": None, "closes_at": None}
        values["slug"] = slugify_german(self.title) or "eintrag"
        return values


def content_of(offer: Offer) -> Content:
    return Content(**{each.name: getattr(offer, each.name) for each in fields(Content)})


@transaction.atomic
def submit(
    content: Content, *, draft_id: UUID, by: User, actor: Actor | None = None
) -> Offer:
    """Put something into the pool, or say what is missing.

    Who writes for a verified actor is read at once; the desk looks at the rest first.

    Args:
        draft_id: whoever sends the same again gets the entry that was born first.
        actor: one that `by` may speak for.

    Raises:
        RuleViolation: the author may not write just now (`blocked`), or the key is
            somebody else's (`key_taken`).
    """
    if first := first_of(Offer.objects.all(), draft_id, by=by):
        return first
    require_may_write(by)
    offer = Offer(
        **content.columns(),
        actor=actor,
        author=by,
        draft_id=draft_id,
        submitted_at=timezone.now(),
        expires_on=_lasts_until(content),
    )
    if is_trusted(actor):
        offer.publication = Publication.PUBLISHED
        offer.published_at = offer.submitted_at
    if first := insert(offer, by=by):
        return first
    keep_version(offer, by=by)
    _tell(offer, "offer.published", "offer.submitted", by=by)
    return offer


@transaction.atomic
def edit(offer: Offer, content: Content, *, version: int, by: User) -> Offer:
    """Write a new version.

    In public it stays there if a verified actor stands for it, or if no words have
    changed; else the desk reads it anew first.

    Raises:
        RuleViolation: `not_changeable`, `version_changed` or `blocked`.
    """
    require_may_write(by)
    offer = locked(offer)
    _require_changeable(offer, version)
    before = {name: getattr(offer, name) for name in WORDS}
    was_asked = offer.publication == Publication.CHANGES_REQUESTED
    for name, value in content.columns().items():
        setattr(offer, name, value)
    offer.version += 1
    offer.edited_at = timezone.now()
    if not _stays_public(offer, before):
        offer.publication = Publication.SUBMITTED
        offer.submitted_at = offer.edited_at if was_asked else offer.submitted_at
    offer.save()
    keep_version(offer, by=by)
    _tell(offer, "offer.edited", "offer.resubmitted", by=by)
    return offer


@transaction.atomic
def withdraw(offer: Offer, *, by: User | None) -> Offer:
    """Take one's own entry back for good; bookings of it stay as they are.

    Raises:
        RuleViolation: its state does not allow it.
    """
    offer = locked(offer)
    workflow.require(offer.publication, Publication.WITHDRAWN)
    offer.publication = Publication.WITHDRAWN
    offer.save(update_fields=["publication"])
    moderation.take_back(offer)
    happened("offer.withdrawn", offer, by=by)
    return offer


@transaction.atomic
def end(offer: Offer, *, by: User) -> Offer:
    """It is found, lent or gone: out of the lists, until somebody renews it.

    Raises:
        RuleViolation: it is not listed (`not_listed`).
    """
    offer = locked(offer)
    if not offer.is_listed:
        raise RuleViolation(_("Der Eintrag steht in keiner Liste."), code="not_listed")
    offer.ended_at, offer.ended_because = timezone.now(), EndReason.DONE
    offer.save(update_fields=["ended_at", "ended_because"])
    happened("offer.ended", offer, by=by)
    return offer


@transaction.atomic
def renew(offer: Offer, *, by: User) -> Offer:
    """It still holds, or holds again: its time begins anew.

    Raises:
        RuleViolation: it is not public (`not_public`), its last day is over
            (`day_over`), or the author may not write just now (`blocked`).
    """
    require_may_write(by)
    offer = locked(offer)
    if not offer.is_public:
        raise RuleViolation(_("Der Eintrag ist nicht öffentlich."), code="not_public")
    if offer.until_on is not None and offer.until_on < berlin_today():
        raise RuleViolation(
            _("Der letzte Tag ist vorbei. Bitte ändern Sie zuerst den Zeitraum."),
            code="day_over",
        )
    offer.expires_on = _lasts_until(content_of(offer))
    offer.asked_at, offer.ended_at, offer.ended_because = None, None, ""
    offer.save(update_fields=["expires_on", "asked_at", "ended_at", "ended_because"])
    happened("offer.renewed", offer, by=by)
    wake.on_commit("pool.match", offer_id=offer.pk)
    return offer


def locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",)).select_related("actor")
    return rows.get(pk=offer.pk)


def is_trusted(actor: Actor | None) -> bool:
    """Whether the desk need not read it first."""
    return actor is not None and actor.is_public and actor.is_verified


def keep_version(offer: Offer, *, by: User | None) -> None:
    OfferSnapshot.objects.create(
        target=offer,
        version=offer.version,
        content={name: getattr(offer, name) for name in WORDS},
        created_by=by,
        created_at=timezone.now(),
    )


def _tell(offer: Offer, in_public: str, at_desk: str, *, by: User) -> None:
    if offer.is_public:
        happened(in_public, offer, by=by)
        wake.on_commit("pool.match", offer_id=offer.pk)
        return
    moderation.submit(offer)
    happened(at_desk, offer, by=by)


def _stays_public(offer: Offer, before: dict[str, Any]) -> bool:
    if not offer.is_public:
        return False
    is_same = all(getattr(offer, name) == value for name, value in before.items())
    return is_same or is_trusted(offer.actor)


def _require_changeable(offer: Offer, version: int) -> None:
    if offer.publication not in CHANGEABLE:
        raise RuleViolation(
            _("Diesen Eintrag können Sie nicht mehr ändern."), code="not_changeable"
        )
    if offer.version != version:
        raise RuleViolation(
            _("Diese Fassung haben Sie in einem anderen Fenster schon ersetzt."),
            code="version_changed",
        )


def _lasts_until(content: Content) -> date:
    """The usual time, or its own last day if that comes first."""
    usual = berlin_today() + timedelta(days=current(PoolTerms).lasting_days)
    return min(usual, content.until_on) if content.until_on else usual
