"""Uniting two ideas that want the same, and taking that back row by row.

Every row that a merge writes names it, so that undoing removes those and no others.
Who acted in between has the last word: a vote taken back at the common idea is taken
back at all that went into it. The desk calls `merge` and `undo` with a Decision.
"""

from collections.abc import Callable

from django.db import connection, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons import pagecache
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.notifications import services as notifications
from commons.verbs.services import happened
from participation.discussion.services import carrying, threads
from participation.ideas.enums import Case
from participation.ideas.models import Idea, Merge, Support
from participation.ideas.queries import merging as queries
from participation.ideas.services import cases
from participation.ideas.services.maps import recounted
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication
from participation.moderation.models import Decision

# The SPK has to recall the referral first.
WITH_DEPARTMENT = frozenset({Case.REFERRED, Case.QUESTION, Case.STATEMENT_IN})
ENDS = frozenset({Case.OPEN, Case.REOPENED})
WITH_AN_AMT = _(
    "Diese Idee liegt gerade bei einem Amt. Rufen Sie die Weiterleitung zuerst zurück, "
    "dann können Sie zusammenführen."
)
_CARRY_SUPPORT = """
INSERT INTO ideas_support (idea_id, user_id, supported_at, merge_id)
SELECT %(target)s, person.user_id, person.supported_at, %(merge)s
FROM (
    SELECT user_id, supported_at FROM ideas_support WHERE idea_id = %(source)s
    UNION ALL
    SELECT author_id, submitted_at FROM ideas_idea
    WHERE id = %(source)s AND author_id IS NOT NULL
) AS person
WHERE person.user_id IS DISTINCT FROM %(author)s
ORDER BY person.user_id
ON CONFLICT DO NOTHING
"""

Obstacle = Callable[[Idea], str | Promise | None]
_obstacles: dict[str, Obstacle] = {}


def add_obstacle(name: str, obstacle: Obstacle) -> None:
    """Let a higher app say in German why an idea may not go into another just now."""
    _obstacles[name] = obstacle


def obstacle_of(idea: Idea) -> str:
    """Why the idea may not go into another just now, or ""."""
    if idea.case in WITH_DEPARTMENT:
        return str(WITH_AN_AMT)
    found = (obstacle(idea) for obstacle in _obstacles.values())
    return str(next(filter(None, found), ""))


@transaction.atomic
def merge(
    idea: Idea, decision: Decision, *, into: Idea | None, by: User | None
) -> Idea:
    """Let an idea go into a public one: votes, followers and comments with it.

    Raises:
        RuleViolation: `merge_target`, `publication_transition` or `with_department`.
    """
    idea, target = _locked(idea, into)
    workflow.require(idea.publication, Publication.MERGED)
    if target is None or not target.is_public or target.pk == idea.pk:
        raise _no_target()
    if reason := obstacle_of(idea):
        raise RuleViolation(reason, code="with_department")
    record = _record(idea, target, decision, by=by)
    with recounted(idea):
        idea.publication, idea.decision = Publication.MERGED, decision
        idea.merged_into = target
        idea.save(update_fields=["publication", "decision", "merged_into"])
    _unite(record)
    _carry_comments(idea, target, record)
    happened("idea.merged", idea, by=by, decision=decision.pk)
    happened("idea.joined", target, by=by, other=idea.pk, decision=decision.pk)
    _redraw_sources(target)
    return cases.close(idea, by=by) if idea.case in ENDS else idea


@transaction.atomic
def undo(idea: Idea, decision: Decision, *, by: User | None) -> Idea:
    """Part two ideas again: every row of before, but for what people did since.

    Raises:
        RuleViolation: `not_merged`, `chained` or `undo_too_late`.
    """
    merge = part(idea, by=by)
    idea, target = merge.source, merge.target
    moderation.reopen(merge.decision)
    verb = "idea.unmerged" if idea.is_public else "idea.unmerged_to_desk"
    happened(verb, idea, by=by, decision=decision.pk, other=target.pk)
    happened("idea.parted", target, by=by, other=idea.pk)
    return idea


@transaction.atomic
def part(idea: Idea, *, by: User | None) -> Merge:
    """Bring the rows of both ideas back, and tell nobody.

    Raises:
        RuleViolation: as `undo` does.
    """
    idea, target = _locked(idea, idea.merged_into)
    record = Merge.objects.open().select_for_update(of=("self",)).filter(source=idea)
    merge = record.first()
    if merge is None or target is None:
        raise RuleViolation(
            _("Diese Idee ist mit keiner anderen zusammengeführt."), code="not_merged"
        )
    _require_undoable(merge, target)
    merge.source, merge.target = idea, target
    merge.undone_at, merge.undone_by = timezone.now(), by
    merge.save(update_fields=["undone_at", "undone_by"])
    _part(merge)
    with recounted(idea):
        idea.publication, idea.merged_into = merge.publication_before, None
        idea.decision = merge.decision_before
        idea.case, idea.next_on = merge.case_before, merge.next_on_before
        idea.save(
            update_fields=["publication", "merged_into", "decision", "case", "next_on"]
        )
    _return_comments(merge, target)
    _redraw_sources(target, idea)
    return merge


@transaction.atomic
def add_external_support(idea: Idea, step: int) -> None:
    """Count more votes of an earlier participation, also where the idea went into."""
    following: Idea | None = idea
    while following is not None:
        rows = Idea.objects.filter(pk=following.pk)
        rows.update(external_support=F("external_support") + step)
        merge = Merge.objects.open().filter(source=following).first()
        if merge is not None:
            merge.external_support += step
            merge.save(update_fields=["external_support"])
        following = merge.target if merge is not None else None


def external_support_brought() -> dict[int, int]:
    """By the id of an idea, how many such votes others brought along into it."""
    rows = Merge.objects.open().values_list("target")
    return dict(rows.annotate(Sum("external_support")).order_by("target"))


def _locked(idea: Idea, other: Idea | None) -> tuple[Idea, Idea | None]:
    """Both rows locked in the order of their ids, so that two merges never cross."""
    pks = {idea.pk} | ({other.pk} if other is not None else set())
    rows = Idea.objects.select_for_update(of=("self",)).filter(pk__in=pks)
    found = {row.pk: row for row in rows.order_by("pk")}
    return found[idea.pk], found.get(other.pk) if other is not None else None


def _record(idea: Idea, target: Idea, decision: Decision, *, by: User | None) -> Merge:
    return Merge.objects.create(
        source=idea,
        target=target,
        decision=decision,
        merged_at=timezone.now(),
        merged_by=by,
        publication_before=idea.publication,
        decision_before_id=idea.decision_id,
        case_before=idea.case,
        next_on_before=idea.next_on,
        external_support=idea.external_support,
    )


def _unite(merge: Merge) -> None:
    """One person counts once; those who wrote or follow the one follow the other."""
    _bring(merge)
    Idea.objects.filter(pk=merge.target_id).update(
        external_support=F("external_support") + merge.external_support
    )


def _bring(merge: Merge) -> None:
    """Votes and followers that the target does not have yet, in the merge's name."""
    target, source = merge.target, merge.source
    carried = _carry_votes(merge)
    Merge.objects.filter(pk=merge.pk).update(
        carried_support=F("carried_support") + carried
    )
    Idea.objects.filter(pk=target.pk).update(support_count=F("support_count") + carried)
    if source.author_id is not None and source.author_id != target.author_id:
        notifications.follow_all(
            [source.author_id], target, reason="author_of_merged", carried_by=merge.key
        )
    notifications.carry_follows(source, target, key=merge.key)


def _carry_votes(merge: Merge) -> int:
    values = {
        "target": merge.target_id,
        "source": merge.source_id,
        "author": merge.target.author_id,
        "merge": merge.pk,
    }
    with connection.cursor() as cursor:
        cursor.execute(_CARRY_SUPPORT, values)
        return int(cursor.rowcount)


def _part(merge: Merge) -> None:
    """Take out what came with the merge; what others brought as well stays.

    The counter falls by the votes that still count, not by rows: the vote of an
    account that was closed since has no row any more.
    """
    target = merge.target
    Support.objects.filter(merge=merge).delete()
    Idea.objects.filter(pk=target.pk).update(
        support_count=F("support_count") - merge.carried_support,
        external_support=F("external_support") - merge.external_support,
    )
    notifications.drop_carried(merge.key)
    others = Merge.objects.open().filter(target=target).order_by("pk")
    for other in others.select_related("source", "target"):
        _bring(other)


def _carry_comments(idea: Idea, target: Idea, merge: Merge) -> None:
    if idea.thread is None:
        return
    thread = threads.opened(target)
    carrying.carry_over(idea.thread, thread, merge_key=merge.key)


def _return_comments(merge: Merge, target: Idea) -> None:
    carrying.carry_back(merge_key=merge.key)
    thread = target.thread
    if thread and not thread.comments.exists() and not thread.visits.exists():
        # Opened by the merge: nobody has written or read there.
        Idea.objects.filter(pk=target.pk).update(thread=None)
        thread.delete()


def _require_undoable(merge: Merge, target: Idea) -> None:
    if target.publication == Publication.MERGED:
        raise RuleViolation(
            _(
                "Die gemeinsame Idee %(number)s ist selbst in eine andere gegangen. "
                "Trennen Sie zuerst diese beiden."
            )
            % {"number": target.number},
            code="chained",
        )
    if not queries.may_still_be_undone(merge):
        raise RuleViolation(
            _("Trennen lässt sich das nur 30 Tage lang. Diese Zeit ist vorbei."),
            code="undo_too_late",
        )


def _redraw_sources(*ideas: Idea) -> None:
    """The addresses of all that went into these ideas lead elsewhere now."""
    ids = [pk for idea in ideas for pk in queries.sources_of(idea.pk)]
    numbers = Idea.objects.filter(pk__in=ids).values_list("number", flat=True)
    pagecache.bump(*(f"idea:{number}" for number in numbers))


def _no_target() -> RuleViolation:
    return RuleViolation(
        _("Bitte wählen Sie eine veröffentlichte Idee, die stehen bleibt."),
        code="merge_target",
    )
