"""Seeing which ideas somebody has to hear of: one notice for each, exactly once.

The day on which it falls due is the row's key. Beat may run never, once or three times
a day, or after ten days of nothing: what falls due is reckoned from what was told.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from commons.alone import alone
from commons.clock import berlin_today
from commons.terms.queries import current
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.notices import workflow
from participation.notices.enums import NoticeState
from participation.notices.models import InterimNotice, NoticeTerms
from participation.notices.queries import falling_due
from participation.notices.queries.falling_due import Due
from participation.notices.queries.news import watched

CHUNK = 500


def watch(today: date | None = None) -> int:
    """Open the notices that fall due, end those that don't any more; counts changes.

    Does nothing while another run is at it.
    """
    today = today or berlin_today()
    with alone("interim notices") as is_first:
        return _watch(today) if is_first else 0


def _watch(today: date) -> int:
    terms = current(NoticeTerms)
    until = falling_due.horizon(today, terms)
    open_on = set(InterimNotice.objects.open().values_list("idea_id", flat=True))
    concerned = {
        idea.pk
        for idea in watched().order_by("pk").iterator(chunk_size=CHUNK)
        if falling_due.days_of(idea, terms)[0].day <= until
    }
    return sum(_settle(pk, until, terms) for pk in sorted(concerned | open_on))


@transaction.atomic
def _settle(pk: int, until: date, terms: NoticeTerms) -> bool:
    """Bring the notice of one idea in line with what is known; True if it changed."""
    Idea.objects.select_for_update(of=("self",)).get(pk=pk)
    idea = watched().filter(pk=pk).first()
    known = {row.due_on: row for row in InterimNotice.objects.filter(idea=pk)}
    waiting = next((row for row in known.values() if row.state in workflow.OPEN), None)
    if waiting is not None and waiting.state == NoticeState.RELEASED:
        return False
    wanted = _wanted(idea, known, until, terms) if idea is not None else None
    if waiting is None:
        return wanted is not None and _open(pk, wanted, known)
    if wanted is None:
        return overtake(waiting)
    if (waiting.due_on, waiting.why) == (wanted.day, wanted.why):
        return False
    if wanted.day in known and wanted.day != waiting.due_on:
        return overtake(waiting) and _open(pk, wanted, known)
    waiting.due_on, waiting.why = wanted.day, wanted.why
    waiting.save(update_fields=["due_on", "why"])
    return True


def _wanted(
    idea: Idea, known: dict[date, InterimNotice], until: date, terms: NoticeTerms
) -> Due | None:
    """The first day that has come and that nobody has dealt with yet."""
    dealt_with = {NoticeState.DROPPED, NoticeState.SENT}
    for due in falling_due.days_of(idea, terms):
        row = known.get(due.day)
        if due.day <= until and (row is None or row.state not in dealt_with):
            return due
    return None


def _open(pk: int, due: Due, known: dict[date, InterimNotice]) -> bool:
    row = known.get(due.day) or InterimNotice(idea_id=pk, due_on=due.day)
    if row.pk is not None:
        workflow.require(row.state, NoticeState.DUE)
    row.state, row.why, row.created_at = NoticeState.DUE, due.why, timezone.now()
    row.closed_at = row.released_at = row.leaves_at = row.next_on = None
    row.text, row.is_edited, row.released_by = "", False, None
    row.save()
    happened("notice.due", row.idea, by=None, notice=row.pk, why=due.why)
    return True


def overtake(notice: InterimNotice) -> bool:
    """Something else told them; the caller has locked the idea."""
    workflow.require(notice.state, NoticeState.OVERTAKEN)
    notice.state, notice.closed_at = NoticeState.OVERTAKEN, timezone.now()
    notice.save(update_fields=["state", "closed_at"])
    happened("notice.overtaken", notice.idea, by=None, notice=notice.pk)
    return True
