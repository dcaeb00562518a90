"""A partner's own calendar is tried out, connected, held and let go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.delivery import sealing
from commons.errors import RuleViolation
from commons.foreign_calendars.addresses import as_https
from commons.once import first_of
from commons.verbs.services import happened
from events.calendar import source_states
from events.calendar.enums import Organiser
from events.calendar.models import CalendarSource, ImportedEvent, SourcePlace
from events.calendar.rules import is_trusted
from events.calendar.services import vanishing
from events.calendar.source_states import Placing, SourceProblem, SourceState
from neighbourhood.regions.models import Region
from participation.actors.models import Actor
from participation.moderation.services.blocks import require_may_write

PURPOSE = b"bindeglied.calendar.source"
MOST_SOURCES = 5  # of one actor
TRIAL_LASTS = timedelta(days=1)
LONGEST_NAME = 80
READ = "calendar.read_source"
wake.declare(READ)


@dataclass(frozen=True)
class Arrangement:
    """What the owner says of a calendar: its name, and where its events are.

    `places` are those that somebody chose a Stadtteil for (None: the whole district);
    what is not among them is found by its address again.
    """

    name: str
    placing: str = Placing.BY_PLACE
    region: Region | None = None
    places: Mapping[int, Region | None] = field(default_factory=dict)


@transaction.atomic
def try_out(actor: Actor, url: str, *, draft_id: UUID, by: User) -> CalendarSource:
    """Read a calendar once, to see what would come in; nothing is public yet.

    Raises:
        RuleViolation: the SPK does not vouch for the actor (`not_verified`), it has
            enough calendars (`too_many`), or `by` may not write just now (`blocked`).
    """
    if first := first_of(
        CalendarSource.objects.all(), draft_id, author="created_by", by=by
    ):
        return first
    require_may_write(by)
    actor = Actor.objects.select_for_update(of=("self",)).get(pk=actor.pk)
    _require_trusted(actor)
    _require_few(actor)
    now = timezone.now()
    source = CalendarSource.objects.create(
        actor=actor,
        region=actor.region,
        sealed_url=sealing.seal({"url": as_https(url)}, purpose=PURPOSE),
        host=urlsplit(as_https(url)).hostname or "",
        created_by=by,
        created_at=now,
        next_at=now,
        draft_id=draft_id,
    )
    happened("calendar_source.tried", source, by=by)
    wake.on_commit(READ, source_id=source.pk)
    return source


@transaction.atomic
def connect(
    source: CalendarSource, arrangement: Arrangement, *, by: User
) -> CalendarSource:
    """Take its events in from now on.

    Raises:
        RuleViolation: it could not be read yet (`not_read`), it is connected already
            (`wrong_state`), `not_verified` or `blocked`.
    """
    require_may_write(by)
    source = locked(source)
    source_states.require(source.state, SourceState.ACTIVE)
    _require_trusted(source.actor)
    if source.is_trial and source.read_at is None:
        raise RuleViolation(
            _("Wir konnten den Kalender noch nicht lesen."), code="not_read"
        )
    _arrange(source, arrangement)
    source.state = SourceState.ACTIVE
    source.connected_at = timezone.now()
    source.read_at = None
    source.preview = {}
    _read_soon(source)
    happened("calendar_source.connected", source, by=by)
    return source


@transaction.atomic
def change(
    source: CalendarSource, arrangement: Arrangement, *, by: User
) -> CalendarSource:
    """Say anew where its events are; those that came in move along.

    Raises:
        RuleViolation: it is not connected (`wrong_state`).
    """
    source = locked(source)
    if source.is_trial:
        raise RuleViolation(
            _("Dieser Kalender ist noch nicht verbunden."), code="wrong_state"
        )
    _arrange(source, arrangement)
    _read_soon(source)
    happened("calendar_source.changed", source, by=by)
    return source


@transaction.atomic
def pause(source: CalendarSource, *, by: User) -> CalendarSource:
    """Read it no longer for now; what came in stays, and says how old it is.

    Raises:
        RuleViolation: it is not connected (`wrong_state`).
    """
    source = locked(source)
    source_states.require(source.state, SourceState.PAUSED)
    source.state = SourceState.PAUSED
    source.save(update_fields=["state"])
    happened("calendar_source.paused", source, by=by)
    return source


@transaction.atomic
def resume(source: CalendarSource, *, by: User) -> CalendarSource:
    """Read it again, at once.

    Raises:
        RuleViolation: it is connected (`wrong_state`), `not_verified` or `blocked`.
    """
    require_may_write(by)
    source = locked(source)
    if source.is_trial:
        raise RuleViolation(
            _("Dieser Kalender ist noch nicht verbunden."), code="wrong_state"
        )
    source_states.require(source.state, SourceState.ACTIVE)
    _require_trusted(source.actor)
    source.state = SourceState.ACTIVE
    _read_soon(source)
    happened("calendar_source.resumed", source, by=by)
    return source


@transaction.atomic
def read_now(source: CalendarSource) -> CalendarSource:
    """Do not wait for its turn; a look changes nothing, so nothing is recorded."""
    source = locked(source)
    if source.state in source_states.READING:
        _read_soon(source)
    return source


@transaction.atomic
def disconnect(source: CalendarSource, *, keeps_events: bool, by: User) -> int:
    """End it. Events to come stay as the actor's own, or are called off and leave.

    What is over stays in either case: it did happen. Whoever is registered for a date
    that leaves is told.

    Returns:
        How many events to come there were.
    """
    source = locked(source)
    rows = ImportedEvent.objects.filter(source=source).select_related("event")
    count = 0
    for imported in rows.order_by("event_id"):
        is_to_come = vanishing.has_dates_to_come(imported)
        count += is_to_come
        if is_to_come and not keeps_events:
            vanishing.take_out(imported, by=by)
        else:
            vanishing.make_own(imported)
    happened(
        "calendar_source.disconnected", source, by=by, events=count, kept=keeps_events
    )
    source.delete()
    return count


def forget_trials() -> int:
    """What was tried out and never connected goes after a day."""
    before = timezone.now() - TRIAL_LASTS
    old = CalendarSource.objects.filter(
        state=SourceState.TRIAL, created_at__lt=before, began_at__isnull=True
    )
    deleted, _kinds = old.delete()
    return deleted


def url_of(source: CalendarSource) -> str:
    """Raises `InvalidToken` if it was sealed with a key that is gone."""
    return str(sealing.unseal(source.sealed_url, purpose=PURPOSE)["url"])


def locked(source: CalendarSource) -> CalendarSource:
    rows = CalendarSource.objects.select_for_update(of=("self",))
    return rows.select_related("actor__region", "region").get(pk=source.pk)


def _arrange(source: CalendarSource, arrangement: Arrangement) -> None:
    source.name = arrangement.name[:LONGEST_NAME]
    source.placing = arrangement.placing
    source.region = arrangement.region
    # What was found is found anew; what was chosen stays chosen.
    SourcePlace.objects.filter(source=source).update(is_chosen=False)
    for pk, region in arrangement.places.items():
        SourcePlace.objects.filter(source=source, pk=pk).update(
            region=region, planning_area=None, lon=None, lat=None, is_chosen=True
        )


def _read_soon(source: CalendarSource) -> None:
    """As a whole: what the other side calls unchanged is placed anew, too."""
    source.etag = source.last_modified = source.digest = ""
    source.next_at = timezone.now()
    source.tries = 0
    source.problem, source.failing_since = SourceProblem.NONE, None
    source.save()
    wake.on_commit(READ, source_id=source.pk)


def _require_few(actor: Actor) -> None:
    if CalendarSource.objects.filter(actor=actor).count() >= MOST_SOURCES:
        raise RuleViolation(
            _("Mehr als fünf Kalender eines Akteurs lesen wir nicht."), code="too_many"
        )


def _require_trusted(actor: Actor) -> None:
    if not is_trusted(Organiser.ACTOR, actor):
        raise RuleViolation(
            _(
                "Kalender verbinden wir nur mit Akteuren, die von der "
                "Stadtteilkoordination bestätigt sind."
            ),
            code="not_verified",
        )
