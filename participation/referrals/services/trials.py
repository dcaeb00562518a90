"""Trying a draft on the ideas that came last, before it counts.

A run writes its rows in portions and remembers the last idea, so that it is safe to
run twice, goes on after a stop, and never holds more than a portion in memory.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons import wake
from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.moderation.enums import Publication
from participation.referrals.competence import Fit
from participation.referrals.models import RuleBook, SiteAnswer, Trial, TrialRow
from participation.referrals.queries.routing import (
    Followed,
    Held,
    current_book,
    held_for,
)
from participation.referrals.queries.sites import on_map

IDEAS = 500
PORTION = 100
# A trial is a look, no record: it goes with the next one, or after this many.
KEPT = 5
wake.declare("referrals.run_trials")


@transaction.atomic
def start(draft: RuleBook, *, by: User | None) -> Trial:
    """Try a draft; a short run is made at once, a long one by the worker.

    Raises:
        RuleViolation: it is no draft any more (`not_a_draft`).
    """
    if not draft.is_draft:
        raise RuleViolation(_("Zur Probe läuft nur ein Entwurf."), code="not_a_draft")
    trial = Trial.objects.create(
        book=draft,
        revision=draft.revision,
        made_by=by,
        made_at=timezone.now(),
        total=_ideas()[:IDEAS].count(),
    )
    old = Trial.objects.filter(book=draft).order_by("-pk").values("pk")[KEPT:]
    Trial.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    if trial.total > PORTION:
        wake.on_commit("referrals.run_trials", trial_id=trial.pk)
    else:
        transaction.on_commit(lambda: run(trial.pk))
    return trial


def run(trial_id: int) -> int:
    """Go through what is left of a trial; gives how many ideas."""
    count = 0
    while done := _portion(trial_id):
        count += done
    return count


def run_all() -> int:
    """Go on with trials that a lost message or a stopped worker left behind."""
    waiting = Trial.objects.filter(finished_at__isnull=True).order_by("pk")
    return sum(run(pk) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _portion(trial_id: int) -> int:
    """Try the next ideas; 0 when the trial is over, gone, or its draft has changed."""
    rows = Trial.objects.select_for_update(of=("self",)).select_related("book")
    trial = rows.filter(pk=trial_id, finished_at__isnull=True).first()
    if trial is None:
        return 0
    if trial.book.revision != trial.revision or not trial.book.is_draft:
        trial.delete()
        return 0
    left = min(PORTION, trial.total - trial.done)
    ideas = _newest(trial.last_idea, left) if left else []
    TrialRow.objects.bulk_create(_rows(trial, ideas))
    trial.done += len(ideas)
    if ideas:
        trial.last_idea = ideas[-1].pk
    if len(ideas) < PORTION or trial.done >= trial.total:
        trial.total, trial.finished_at = trial.done, timezone.now()
    trial.save(update_fields=["done", "total", "last_idea", "finished_at"])
    return len(ideas)


def _ideas() -> QuerySet[Idea]:
    return Idea.objects.filter(publication=Publication.PUBLISHED).order_by("-pk")


def _newest(before: int | None, count: int) -> list[Idea]:
    ideas = _ideas() if before is None else _ideas().filter(pk__lt=before)
    return list(ideas[:count])


def _rows(trial: Trial, ideas: list[Idea]) -> list[TrialRow]:
    now, then, followed = held_for(current_book()), held_for(trial.book), Followed()
    said = dict(
        SiteAnswer.objects.filter(idea__in=ideas).values_list("idea_id", "kind")
    )
    rows = []
    for idea in ideas:
        site = said.get(idea.pk) or _site_on_map(idea)
        before, after = _fit(now, idea, site), _fit(then, idea, site)
        row = TrialRow(
            trial=trial,
            idea=idea,
            before=followed.living(before.line.department_id) if before else None,
            after=followed.living(after.line.department_id) if after else None,
            rule_number=after.line.number if after else None,
            conditions=[list(found) for found in after.conditions] if after else [],
        )
        row.is_changed = row.before_id != row.after_id
        rows.append(row)
    return rows


def _site_on_map(idea: Idea) -> str:
    found = on_map(idea)
    return found.kind.value if found else ""


def _fit(book: Held, idea: Idea, site: str) -> Fit | None:
    return book.table.first(book.subject(idea, site), berlin_today())
