"""Answers and kept promises of a Stadtteil, as its Rundbrief tells them.

One query each. What an Amt said leaves with its idea, whenever that goes.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from commons.clock import berlin_date
from commons.html import plain_text
from commons.periods import Period
from commons.spoken import day_in_words
from commons.text import first_sentence
from neighbourhood.newsletters.sources import Piece
from neighbourhood.regions.models import Region
from participation.moderation.enums import Publication
from participation.referrals.enums import AnswerState, PromiseStep
from participation.referrals.models import Answer, Promise

ANSWER, PROMISE = "answer", "promise"
# Nobody chooses among more.
MOST = 200
LONGEST_SUMMARY = 240
# A Rundbrief is written in German, whoever looks at it.
GERMAN = "de"


def answers(region: Region, first: date, last: date) -> Sequence[Piece]:
    """Those that became public in these days, the newest first, one of an idea."""
    rows = _answers(region).filter(**Period(first, last).within("published_at"))
    newest: dict[int, Answer] = {}
    for answer in rows[:MOST]:
        newest.setdefault(answer.idea_id, answer)
    return [_of_answer(answer) for answer in newest.values()]


def answers_found(region: Region, ids: Sequence[int]) -> Sequence[Piece]:
    return [_of_answer(answer) for answer in _answers(region).filter(pk__in=ids)]


def kept(region: Region, first: date, last: date) -> Sequence[Piece]:
    """Promises that were said to be kept in these days, the newest first."""
    rows = _kept(region).filter(**Period(first, last).within("said_at"))
    return [_of_promise(step) for step in rows[:MOST]]


def kept_found(region: Region, ids: Sequence[int]) -> Sequence[Piece]:
    return [_of_promise(step) for step in _kept(region).filter(pk__in=ids)]


def _answers(region: Region) -> QuerySet[Answer]:
    rows = Answer.objects.filter(
        state=AnswerState.PUBLISHED,
        idea__region=region,
        idea__publication=Publication.PUBLISHED,
    )
    return rows.select_related("idea").order_by("-published_at", "-pk")


def _kept(region: Region) -> QuerySet[Promise]:
    rows = Promise.objects.filter(
        step=PromiseStep.KEPT,
        idea__region=region,
        idea__publication=Publication.PUBLISHED,
        answer__state=AnswerState.PUBLISHED,
    )
    return rows.select_related("idea").order_by("-said_at", "-pk")


def _of_answer(answer: Answer) -> Piece:
    with translation.override(GERMAN):
        outcome = str(answer.get_outcome_display())
    said = first_sentence(plain_text(answer.text, LONGEST_SUMMARY))
    return Piece(
        kind=ANSWER,
        target_id=answer.pk,
        title=answer.idea.title,
        url=answer.get_absolute_url(),
        summary=f"{outcome}: {said}",
        day=berlin_date(answer.published_at or answer.created_at),
    )


def _of_promise(step: Promise) -> Piece:
    day = step.done_on or berlin_date(step.said_at)
    with translation.override(GERMAN):
        words = _("Zugesagt und gehalten: erledigt am %(day)s.")
        said = words % {"day": day_in_words(day)}
    why = first_sentence(plain_text(step.reason, LONGEST_SUMMARY))
    return Piece(
        kind=PROMISE,
        target_id=step.pk,
        title=step.idea.title,
        url=step.idea.get_absolute_url(),
        summary=f"{said} {why}".rstrip(),
        day=day,
    )
