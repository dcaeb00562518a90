"""Releasing a notice, taking it back before it leaves, or letting it be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from commons.text import as_typed
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.ideas.services import cases
from participation.notices import workflow
from participation.notices.enums import DropReason, NoticeState
from participation.notices.models import InterimNotice
from participation.notices.queries.news import annotated
from participation.notices.queries.notices import draft_of
from participation.notices.rules import LATEST_DAYS
from participation.notices.services.departing import leaves_at


@dataclass(frozen=True)
class Words:
    """What somebody releases; empty means the draft as it is.

    `seen` names the draft that they read (`Draft.seen`); "" for who read none.
    """

    text: str = ""
    next_on: date | None = None
    seen: str = ""


@transaction.atomic
def release(
    notice: InterimNotice, words: Words | None = None, *, by: User | None
) -> InterimNotice:
    """Let it leave at the next full hour, as it stands in `words`.

    Args:
        by: None where the terms let it go by itself.

    Raises:
        RuleViolation: it is not due any more, the facts have changed since the draft
            was read, or the words don't name the day.
    """
    words = words or Words()
    notice = locked(notice)
    workflow.require(notice.state, NoticeState.RELEASED)
    today = berlin_today()
    idea = annotated(notice.idea_id)
    read = draft_of(idea, today)
    if words.seen and words.seen != read.seen:
        raise RuleViolation(
            _(
                "Inzwischen hat sich bei dieser Idee etwas geändert. Bitte lesen Sie "
                "den neuen Entwurf."
            ),
            code="notice_facts_changed",
        )
    next_on = words.next_on or read.story.next_on
    _require_day(next_on, today)
    draft = draft_of(idea, today, next_on=next_on) if words.next_on else read
    text = as_typed(words.text)
    # Only the day was changed in the form: the draft goes along.
    is_edited = bool(text) and text not in {as_typed(read.text), as_typed(draft.text)}
    if is_edited:
        _require_named(text, next_on)
    now = timezone.now()
    notice.state, notice.next_on = NoticeState.RELEASED, next_on
    notice.text = text if is_edited else draft.text
    notice.is_edited, notice.facts = is_edited, draft.story.as_json()
    notice.released_at, notice.released_by = now, by
    notice.leaves_at = leaves_at(now)
    notice.save()
    happened("notice.released", idea, by=by, notice=notice.pk)
    return notice


def release_all(notices: Iterable[InterimNotice], *, by: User | None) -> int:
    """Release drafts as they are; what no longer waits is left out. Says how many."""
    return sum(_released(notice, by=by) for notice in notices)


def _released(notice: InterimNotice, *, by: User | None) -> bool:
    try:
        release(notice, by=by)
    except RuleViolation:
        return False
    return True


@transaction.atomic
def take_back(notice: InterimNotice, *, by: User) -> InterimNotice:
    """Before it has left; the words stay for the next try.

    Raises:
        RuleViolation: it has left, or something else overtook it.
    """
    notice = locked(notice)
    workflow.require(notice.state, NoticeState.DUE)
    notice.state, notice.facts = NoticeState.DUE, {}
    notice.released_at = notice.leaves_at = notice.released_by = None
    if not notice.is_edited:
        notice.text, notice.next_on = "", None
    notice.save()
    happened("notice.taken_back", notice.idea, by=by, notice=notice.pk)
    return notice


@transaction.atomic
def drop(
    notice: InterimNotice, *, reason: DropReason, hears_on: date, by: User
) -> InterimNotice:
    """Send nothing now; `hears_on` is when the readers hear instead.

    On that day a notice falls due again unless something else was told.

    Raises:
        RuleViolation: it is not due any more, or the day is none to come.
    """
    notice = locked(notice)
    workflow.require(notice.state, NoticeState.DROPPED)
    _require_day(hears_on, berlin_today())
    cases.move_next_date(notice.idea, next_on=hears_on)
    notice.state, notice.drop_reason = NoticeState.DROPPED, reason
    notice.closed_at, notice.closed_by = timezone.now(), by
    notice.save()
    happened(
        "notice.dropped", notice.idea, by=by, notice=notice.pk, reason=reason.value
    )
    return notice


def locked(notice: InterimNotice) -> InterimNotice:
    """The idea first, as everywhere."""
    idea = Idea.objects.select_for_update(of=("self",)).get(pk=notice.idea_id)
    row = InterimNotice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    row.idea = idea
    return row


def _require_day(day: date, today: date) -> None:
    latest = today + timedelta(days=LATEST_DAYS)
    if not today < day <= latest:
        raise RuleViolation(
            _("Bitte nennen Sie einen Tag nach heute, höchstens bis zum %(day)s.")
            % {"day": day_in_words(latest)},
            code="notice_day",
        )


def _require_named(text: str, next_on: date) -> None:
    """Who reads it must find the day that the platform keeps."""
    with translation.override("de"):
        day = day_in_words(next_on)
    if day not in text:
        raise RuleViolation(
            _("Ihr Text nennt den nächsten Tag nicht. Bitte schreiben Sie: %(day)s.")
            % {"day": day},
            code="notice_day_unnamed",
        )
