"""What referrals add to the public "Weg der Idee": who has it, since when, until when.

Public are the department, dates and outcome; never cover notes, questions or the
words of a statement.
"""

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from commons.spoken import day_in_words
from participation.ideas.enums import Case
from participation.ideas.models import Idea
from participation.ideas.queries.way import WayEntry
from participation.ideas.workflow import SETTLED
from participation.referrals import workflow
from participation.referrals.enums import (
    AnswerState,
    PromiseKind,
    PromiseStep,
    ReferralState,
    StatementKind,
)
from participation.referrals.models import (
    Answer,
    Promise,
    Question,
    Referral,
    Statement,
)
from participation.referrals.promise_states import OPEN
from participation.referrals.queries.promises import is_overdue

# Then the department owes nothing by a date.
NO_DATE = frozenset({ReferralState.FAILED, ReferralState.QUESTION})


def entries(idea: Idea) -> list[WayEntry]:
    """All steps with departments, and the published answers; five queries."""
    if idea.case == Case.NONE:
        return []
    questions = Question.objects.select_related("passed").order_by("pk")
    interims = Statement.objects.filter(kind=StatementKind.INTERIM).order_by("pk")
    referrals = (
        Referral.objects.filter(idea=idea)
        .select_related("department")
        .prefetch_related(
            Prefetch("questions", queryset=questions),
            Prefetch("statements", queryset=interims, to_attr="interims"),
        )
        .order_by("pk")
    )
    steps = [step for referral in referrals for step in _of_referral(referral)]
    steps.extend(_of_answers(idea))
    if idea.case == Case.STATEMENT_IN:
        title = _("Die SPK schreibt die Antwort")
        steps.append(WayEntry(None, title, state="now", icon="pencil"))
    return steps


def _of_referral(referral: Referral) -> Iterator[WayEntry]:
    name = referral.department.name
    given = _("Weitergeleitet") if referral.is_lead else _("Um Einschätzung gebeten")
    yield WayEntry(referral.referred_at, given, actor=name, icon="send")
    yield from _of_questions(referral)
    yield from _of_interims(referral)
    if referral.state in workflow.UNFINISHED:
        yield _where_it_is(referral, name)
    elif referral.closed_at is not None:
        yield WayEntry(
            referral.closed_at,
            _how_it_ended(referral),
            actor=name,
            icon="document" if referral.state == ReferralState.STATED else "undo",
        )


def _of_questions(referral: Referral) -> Iterator[WayEntry]:
    name = referral.department.name
    if referral.acknowledged_at is not None:
        yield WayEntry(
            referral.acknowledged_at, _("Eingang bestätigt"), actor=name, icon="check"
        )
    for question in referral.questions.all():
        title = _("Das Amt hat eine Rückfrage an die SPK")
        yield WayEntry(question.asked_at, title, actor=name, icon="question")
        if (passed := getattr(question, "passed", None)) is not None:
            title = _("Die SPK fragt bei der Person nach, von der die Idee ist")
            yield WayEntry(passed.asked_at, title, icon="question")
        if question.answer:
            title = _("Die SPK hat die Rückfrage beantwortet")
            yield WayEntry(question.answered_at, title, icon="reply")


def _of_interims(referral: Referral) -> Iterator[WayEntry]:
    """The day that the department named itself; not its words."""
    interims: list[Statement] = referral.interims  # type: ignore[attr-defined]  # prefetched above
    for interim in interims:
        if interim.looking_until is not None:
            day = day_in_words(interim.looking_until)
            yield WayEntry(
                interim.stated_at,
                _("Zwischenstand: Das Amt prüft bis zum %(day)s") % {"day": day},
                actor=referral.department.name,
                icon="clock",
            )


def _where_it_is(referral: Referral, name: str) -> WayEntry:
    has_date = referral.department.has_clock and referral.state not in NO_DATE
    until = referral.due_day if has_date else None
    if referral.state == ReferralState.QUEUED:
        title = _("Wird übergeben")
    elif referral.state == ReferralState.FAILED:
        title = _("Die Übergabe hat nicht geklappt; die SPK kümmert sich")
    elif referral.state == ReferralState.QUESTION:
        title = _("Wartet auf eine Auskunft der SPK")
    elif referral.is_lead:
        title = _("Liegt beim zuständigen Amt")
    else:
        title = _("Liegt auch hier, mit der Bitte um Einschätzung")
    return WayEntry(None, title, state="now", actor=name, until=until, icon="office")


def _how_it_ended(referral: Referral) -> str:
    if referral.state == ReferralState.STATED:
        return _("Stellungnahme abgegeben")
    if referral.state == ReferralState.RETURNED:
        return _("Zurückgegeben: %(reason)s") % {
            "reason": referral.get_return_reason_display()
        }
    return _("Weiterleitung beendet")


def _of_answers(idea: Idea) -> Iterable[WayEntry]:
    answers = Answer.objects.filter(idea=idea, state=AnswerState.PUBLISHED)
    for answer in answers.prefetch_related("promises").order_by("pk"):
        published = _("Antwort veröffentlicht: %(outcome)s")
        if answer.source_id is not None:
            published = _("Mit einer früheren Antwort beantwortet: %(outcome)s")
        title = published % {"outcome": answer.get_outcome_display()}
        yield WayEntry(answer.published_at, title, icon="speech")
        steps = list(answer.promises.all())
        yield from _of_promise(steps)
        if idea.case in SETTLED:
            yield from _to_come(answer, steps)


def _of_promise(steps: list[Promise]) -> Iterator[WayEntry]:
    """What was said of it since, in the order it was said."""
    for step in steps:
        if step.step == PromiseStep.MOVED:
            title = _("Neuer Termin: %(when)s") % {"when": step.words}
            yield WayEntry(step.said_at, title, text=step.reason, icon="clock")
        elif step.step == PromiseStep.KEPT:
            day = day_in_words(step.done_on) if step.done_on else ""
            title = _("Erledigt am %(day)s") % {"day": day}
            yield WayEntry(step.said_at, title, text=step.reason, icon="check")
        elif step.step == PromiseStep.GIVEN_UP:
            title = _("Zusage zurückgenommen")
            yield WayEntry(step.said_at, title, text=step.reason, icon="undo")


def _to_come(answer: Answer, steps: list[Promise]) -> Iterator[WayEntry]:
    """Until when it is promised, or when it is looked at again."""
    is_over = bool(steps) and steps[-1].step not in OPEN
    if answer.promised_on and not is_over:
        title, at = _("Zugesagt %(when)s") % {"when": answer.promise}, None
        if is_overdue(steps[-1] if steps else None):
            title = _("Termin überschritten, wir fragen nach")
            # A quarter or a budget year is said in words; its last day is ours.
            is_day = answer.promise_kind == PromiseKind.DAY
            at = answer.promised_on if is_day else None
        yield WayEntry(at, title, state="next", icon="flag")
    if answer.look_again_on:
        title = _("Wir sehen es uns %(month)s wieder an") % {"month": answer.look_again}
        yield WayEntry(None, title, state="next", icon="clock")
