"""One decision on many contributions, each of them for itself.

Every contribution has a transaction of its own: one that cannot be decided is noted
with its reason and left as it is, the others go through. Nobody is told before all of
it can no longer be undone.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _, ngettext

from commons import kinds, wake
from commons.accounts.models import User
from commons.accounts.visitors import Visitor, visitor_for
from commons.errors import RuleViolation
from commons.text import cut_at_word
from commons.verbs.holding import held_back
from commons.verbs.models import Happening
from participation.moderation import placeholders, rules
from participation.moderation.enums import Verdict
from participation.moderation.models import (
    BulkPick,
    BulkRun,
    Decision,
    Moderated,
    QueueItem,
)
from participation.moderation.models.bulk import LONGEST_REFUSAL
from participation.moderation.queries.authors import language_of
from participation.moderation.queries.text_modules import values_of
from participation.moderation.services.decisions import decide
from participation.moderation.services.queue import tell_desk
from participation.moderation.services.undoing import undo as undo_one
from participation.moderation.workflow import UNDO

log = structlog.get_logger(__name__)
MOST = 500
# More than these are decided by the worker; the page shows how far it is.
AT_ONCE = 100
# So long one of them may take before the time to undo runs out for the first.
EACH = timedelta(milliseconds=100)
# Open desks look again after so many, not a hundred times in three seconds.
NUDGE_AFTER = 10
KEPT_FOR = timedelta(days=7)
# What can be decided without looking at each for itself.
VERDICTS = (
    Verdict.PUBLISH,
    Verdict.REQUEST_CHANGES,
    Verdict.DECLINE,
    Verdict.KEEP,
    Verdict.RESTORE,
    Verdict.HIDE,
    Verdict.REMOVE,
)
wake.declare("moderation.decide_bulk")


@transaction.atomic
def start(
    picks: Mapping[int, int],
    ruling: Mapping[str, Any],
    *,
    by: User,
    here: str = "",
) -> BulkRun:
    """Decide on all of `picks`, at once or by the worker.

    Args:
        picks: the versions that were looked at, by the ids of their items.
        ruling: the arguments of `decide`, without the version.
        here: the query of the queue that they were picked from.

    Raises:
        RuleViolation: there are none (`nothing_picked`), too many (`too_many`), or the
            verdict needs a look at each (`verdict`).
    """
    _require_possible(picks, ruling)
    now = timezone.now()
    run = BulkRun.objects.create(
        made_by=by,
        made_at=now,
        verdict=ruling["verdict"],
        reason=ruling.get("reason", ""),
        ruling=dict(ruling),
        here=here,
        undo_until=now + UNDO + len(picks) * EACH,
    )
    known = set(QueueItem.objects.filter(pk__in=picks).values_list("pk", flat=True))
    BulkPick.objects.bulk_create(
        BulkPick(run=run, item_id=pk, version=version)
        for pk, version in sorted(picks.items())
        if pk in known
    )
    if len(picks) > AT_ONCE:
        wake.on_commit("moderation.decide_bulk", run_id=run.pk)
    else:
        transaction.on_commit(lambda: carry_on(run.pk))
    return run


def carry_on(run_id: int) -> int:
    """Decide what waits in a run; safe to run twice and at once. Returns how many."""
    rows = BulkRun.objects.filter(pk=run_id, finished_at__isnull=True)
    run = rows.select_related("made_by").first()
    if run is None:
        return 0
    visitor = visitor_for(run.made_by)
    count = 0
    while decide_next(run, visitor):
        count += 1
        if count % NUDGE_AFTER == 0:
            tell_desk()
    _finish(run)
    tell_desk()
    return count


def carry_on_all() -> int:
    """Go on with runs that a lost message or a stopped worker left behind."""
    before = timezone.now() - UNDO
    waiting = BulkRun.objects.filter(finished_at__isnull=True, made_at__lt=before)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    return sum(carry_on(pk) for pk in ids)


def forget_old_runs() -> int:
    """A run is no record: its decisions are. After a week its list goes."""
    old = BulkRun.objects.filter(finished_at__lt=timezone.now() - KEPT_FOR)
    return old.delete()[0]


def undo(run: BulkRun, *, by: User) -> list[RuleViolation]:
    """Undo all decisions of a run that still can be, and make no more of them.

    Gives why some could not be undone.

    Raises:
        RuleViolation: it is somebody else's (`not_yours`), or too late.
    """
    if run.made_by_id != by.pk:
        raise RuleViolation(
            _("Rückgängig machen kann nur, wer entschieden hat."), code="not_yours"
        )
    # What the worker has not come to yet is left as it is.
    run.picks.waiting().update(refusal=_("Vorher rückgängig gemacht."))
    _hold_on(run)
    refusals = []
    for decision in _standing(run):
        try:
            undo_one(decision, by=by)
        except RuleViolation as violation:
            refusals.append(violation)
    _finish(run)
    return refusals


def ruling_for(item: QueueItem, ruling: Mapping[str, Any]) -> dict[str, Any]:
    """The ruling with the places in its words filled for one contribution."""
    text = ruling.get("text", "")
    contribution = kinds.load(item.kind, item.target_id) if "{" in text else None
    if not isinstance(contribution, Moderated):
        return dict(ruling)
    with translation.override(language_of(contribution)):
        return {**ruling, "text": placeholders.fill(text, values_of(contribution))}


def _require_possible(picks: Mapping[int, int], ruling: Mapping[str, Any]) -> None:
    if not picks:
        raise RuleViolation(
            _("Bitte wählen Sie mindestens einen Beitrag."), code="nothing_picked"
        )
    if len(picks) > MOST:
        words = ngettext(
            "Mehr als %(most)s Beitrag auf einmal geht nicht.",
            "Mehr als %(most)s Beiträge auf einmal gehen nicht.",
            MOST,
        )
        raise RuleViolation(words % {"most": MOST}, code="too_many")
    if ruling["verdict"] not in VERDICTS:
        raise RuleViolation(
            _("Das lässt sich nur für jeden Beitrag einzeln entscheiden."),
            code="verdict",
        )


@transaction.atomic
def decide_next(run: BulkRun, visitor: Visitor) -> bool:
    """Decide one that waits; False if there is none left."""
    rows = run.picks.waiting().select_for_update(of=("self",), skip_locked=True)
    pick = rows.select_related("item").first()
    if pick is None:
        return False
    try:
        with transaction.atomic(), held_back(run.undo_until, among_many=True):
            pick.decision = _decide(pick, run, visitor)
    except RuleViolation as violation:
        pick.refusal = cut_at_word(str(violation.message), LONGEST_REFUSAL)
    except DatabaseError:
        raise
    except Exception:
        # A broken one must not cost the others theirs.
        log.exception("moderation.bulk_failed", run=run.pk, item=pick.item_id)
        pick.refusal = _("Dabei ist ein Fehler aufgetreten. Wir sehen ihn uns an.")
    pick.save(update_fields=["decision", "refusal"])
    return True


def _decide(pick: BulkPick, run: BulkRun, visitor: Visitor) -> Decision:
    if not rules.covers_region(visitor, pick.item.region_id):
        raise RuleViolation(
            _("Der Beitrag liegt in einem Stadtteil, den Sie nicht prüfen."),
            code="not_allowed",
        )
    ruling = ruling_for(pick.item, run.ruling)
    return decide(pick.item, by=run.made_by, version=pick.version, **ruling)


@transaction.atomic
def _finish(run: BulkRun) -> None:
    row = BulkRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.finished_at is not None or row.picks.waiting().exists():
        return
    row.finished_at, row.ruling = timezone.now(), {}
    row.save(update_fields=["finished_at", "ruling"])


def _standing(run: BulkRun) -> list[Decision]:
    rows = Decision.objects.standing().filter(bulk_pick__run=run)
    return list(rows.order_by("pk"))


@transaction.atomic
def _hold_on(run: BulkRun) -> None:
    """Undoing many takes its time; nobody is told while it goes on."""
    now = timezone.now()
    decisions = [each for each in _standing(run) if (each.undo_until or now) > now]
    until = now + UNDO + len(decisions) * EACH
    ids = [pk for each in decisions for pk in (each.kept or {})["happenings"]]
    Happening.objects.filter(pk__in=ids, expanded_at__isnull=True).update(
        not_before=until
    )
    Decision.objects.filter(pk__in=[each.pk for each in decisions]).update(
        undo_until=until
    )
