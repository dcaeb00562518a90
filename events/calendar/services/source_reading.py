"""Asking partners' calendars, each in its turn: briefly, and less often if it fails.

A reading is counted before it begins (`tries`), so that one which never ends, and takes
its process along, is asked less and less often, too.
"""

from datetime import timedelta
from hashlib import sha256

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from commons import wake
from commons.delivery import fetching
from commons.delivery.fetching import Fetched, Stamps
from commons.foreign_calendars import meetings
from commons.foreign_calendars.meetings import Reading
from commons.foreign_calendars.recurring import Unreadable
from commons.verbs.services import happened
from events.calendar.enums import Organiser
from events.calendar.models import CalendarSource
from events.calendar.rules import is_trusted
from events.calendar.services import importing, previewing, sources, vanishing
from events.calendar.services.imported_dates import HORIZON
from events.calendar.source_states import READING, SourceProblem, SourceState

MOST_BYTES = 2 * 1024 * 1024
READ_EVERY = timedelta(minutes=30)
LONGEST_WAIT = timedelta(days=1)
WHOLE_EVERY = timedelta(days=1)
TELL_AFTER = 4  # failures: three and a half hours
MOST_AT_ONCE = 40
PROBLEMS: dict[type[Exception], SourceProblem] = {
    fetching.Forbidden: SourceProblem.ADDRESS,
    InvalidToken: SourceProblem.ADDRESS,  # sealed with a key that is gone
    fetching.Unreachable: SourceProblem.SILENT,
    fetching.Refused: SourceProblem.REFUSED,
    fetching.TooBig: SourceProblem.TOO_BIG,
    Unreadable: SourceProblem.UNREADABLE,
}


def wake_due() -> int:
    """Let a task of its own read each calendar whose turn it is."""
    ids = list(CalendarSource.objects.due().values_list("pk", flat=True)[:MOST_AT_ONCE])
    for pk in ids:
        wake.on_commit(sources.READ, source_id=pk)
    return len(ids)


def read(source_id: int) -> bool:
    """Read one calendar if it is its turn; False if there was nothing, or no way.

    What cannot be read leaves everything as it was.
    """
    source = _claim(source_id)
    if source is None:
        return False
    try:
        fetched = _fetch(source)
        if fetched.is_unchanged or _is_known(source, fetched):
            vanishing.bring_back_stale(source)
            _note_read(source_id)
            return True
        reading = _understood(fetched)
    except tuple(PROBLEMS) as error:
        _note_problem(source_id, _problem(error))
        return False
    try:
        is_certain = _take_in(source, reading)
    except CalendarSource.DoesNotExist:  # disconnected meanwhile
        return False
    if is_certain:
        _note_read(source_id, fetched, reading)
    else:
        _note_doubt(source_id)
    return True


def _take_in(source: CalendarSource, reading: Reading) -> bool:
    if source.is_trial:
        previewing.keep(source, reading)
        return True
    return importing.take_in(source, reading)


class WebPage(Unreadable):
    """Mostly a page that wants somebody to sign in."""


def _fetch(source: CalendarSource) -> Fetched:
    is_whole = source.whole_at is None or (
        timezone.now() - source.whole_at >= WHOLE_EVERY
    )
    known = Stamps() if is_whole else Stamps(source.etag, source.last_modified)
    return fetching.get(sources.url_of(source), most=MOST_BYTES, known=known)


def _is_known(source: CalendarSource, fetched: Fetched) -> bool:
    """The same file again; once a day it is read all the same, for time goes on."""
    if source.whole_at is None or source.digest != _digest(fetched):
        return False
    return timezone.now() - source.whole_at < WHOLE_EVERY


def _understood(fetched: Fetched) -> Reading:
    now = timezone.now()
    try:
        return meetings.meetings_in(fetched.body, now, now + HORIZON)
    except Unreadable as error:
        if fetched.content_type in {"text/html", "application/xhtml+xml"}:
            raise WebPage(str(error)) from error
        raise


def _problem(error: Exception) -> SourceProblem:
    if isinstance(error, WebPage):
        return SourceProblem.WEB_PAGE
    return PROBLEMS[type(error)]


@transaction.atomic
def _claim(source_id: int) -> CalendarSource | None:
    rows = CalendarSource.objects.select_for_update(of=("self",), skip_locked=True)
    rows = rows.select_related("actor", "region", "created_by")
    now = timezone.now()
    source = rows.filter(pk=source_id, state__in=READING, next_at__lte=now).first()
    if source is None:
        return None
    if not source.is_trial and not is_trusted(Organiser.ACTOR, source.actor):
        _stop(source)
        return None
    if source.began_at is not None:  # the last one never came to its end
        _set_problem(source, SourceProblem.TOO_SLOW)
        _tell_if_long(source)
    source.tries += 1
    source.began_at = now
    source.next_at = now + wait_after(source.tries)
    source.save()
    return source


def wait_after(tries: int) -> timedelta:
    """Half an hour, then twice as long each time, at most a day."""
    times = 2 ** min(max(tries - 1, 0), 10)
    return min(READ_EVERY * int(times), LONGEST_WAIT)


def _stop(source: CalendarSource) -> None:
    """The SPK no longer vouches for the actor: nothing more comes in."""
    source.state = SourceState.STOPPED
    source.save(update_fields=["state"])
    happened("calendar_source.stopped", source, by=None)


@transaction.atomic
def _note_read(
    source_id: int, fetched: Fetched | None = None, reading: Reading | None = None
) -> None:
    source = _locked(source_id)
    if source is None:
        return
    now = timezone.now()
    source.read_at, source.began_at, source.tries = now, None, 0
    source.problem, source.failing_since = SourceProblem.NONE, None
    source.told_at = source.doubted_at = None
    source.next_at = now + (LONGEST_WAIT if source.is_trial else READ_EVERY)
    if fetched is not None and reading is not None:
        source.whole_at = now
        source.digest = _digest(fetched)
        source.etag = fetched.stamps.etag
        source.last_modified = fetched.stamps.last_modified
        source.unread = previewing.unread_of(reading)
        source.name = source.name or reading.name[: sources.LONGEST_NAME]
    source.save()


@transaction.atomic
def _note_problem(source_id: int, problem: SourceProblem) -> None:
    """After several failures the actor's people and the SPK are told, once."""
    source = _locked(source_id)
    if source is None:
        return
    source.began_at = None
    _set_problem(source, problem)
    _tell_if_long(source)
    if source.is_trial:  # whoever tries it out asks again by hand
        source.next_at = timezone.now() + LONGEST_WAIT
    source.save()


@transaction.atomic
def _note_doubt(source_id: int) -> None:
    source = _locked(source_id)
    if source is None:
        return
    source.began_at, source.tries = None, 0
    source.doubted_at = source.doubted_at or timezone.now()
    source.next_at = timezone.now() + READ_EVERY
    source.etag = source.last_modified = source.digest = ""
    _set_problem(source, SourceProblem.SHRUNK)
    source.save()


def _set_problem(source: CalendarSource, problem: SourceProblem) -> None:
    source.problem = problem
    source.failing_since = source.failing_since or timezone.now()


def _tell_if_long(source: CalendarSource) -> None:
    is_long = source.tries >= TELL_AFTER and not source.is_trial
    if is_long and source.told_at is None:
        source.told_at = timezone.now()
        happened("calendar_source.failed", source, by=None)


def _locked(source_id: int) -> CalendarSource | None:
    rows = CalendarSource.objects.select_for_update(of=("self",))
    return rows.select_related("actor").filter(pk=source_id).first()


def _digest(fetched: Fetched) -> str:
    return sha256(fetched.body).hexdigest()
