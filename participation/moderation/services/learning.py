"""What markings make of the rules that give hints; plain counting, so it can be told.

Each hint on a contribution that somebody decided is an outcome of its rule: marked
wrong, or left standing. The last twenty count. A rule that was wrong more often than
not speaks more softly; one that is nearly always wrong falls silent until staff want to
hear it again.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from participation.moderation.enums import HintCode, RuleLevel, Strength
from participation.moderation.models import Hint, HintOutcome, HintRule
from participation.moderation.screening import Finding

COUNTED = 20  # outcomes of a rule, the newest
FEWEST_FOR_WEAKER, FEWEST_FOR_SILENT = 3, 5  # that were wrong
WRONG_FOR_WEAKER, WRONG_FOR_SILENT = 0.5, 0.8  # share of those counted
DECIDED = "moderation.decided"


def graded(findings: Iterable[Finding], kind: str, target_id: int) -> list[Finding]:
    """The findings as strong as experience makes them, without those that are silent.

    A pair that somebody said is no duplicate is not hinted at again, either way round.
    """
    findings = list(findings)
    levels = _levels()
    others = _not_alike(kind, target_id) if _has_pairs(findings) else set()
    return [
        _softened(finding, levels.get((finding.code, finding.rule)))
        for finding in findings
        if levels.get((finding.code, finding.rule)) != RuleLevel.SILENT
        and not (_is_pair(finding) and finding.target_id in others)
    ]


def level_of(code: str, rule: str) -> RuleLevel:
    """What the last outcomes say of a rule."""
    known = HintRule.objects.filter(code=code, rule=rule).first()
    rows = HintOutcome.objects.filter(code=code, rule=rule)
    if known is not None and known.learns_after is not None:
        rows = rows.filter(judged_at__gt=known.learns_after)
    newest = rows.order_by("-judged_at", "-pk").values_list("is_wrong", flat=True)
    outcomes = list(newest[:COUNTED])
    wrong = sum(outcomes)
    share = wrong / len(outcomes) if outcomes else 0.0
    if wrong >= FEWEST_FOR_SILENT and share >= WRONG_FOR_SILENT:
        return RuleLevel.SILENT
    if wrong >= FEWEST_FOR_WEAKER and share > WRONG_FOR_WEAKER:
        return RuleLevel.WEAKER
    return RuleLevel.NORMAL


def relearn(code: str, rule: str) -> RuleLevel:
    """Write down what the outcomes say now; nothing, as long as all is as written."""
    level = level_of(code, rule)
    known = HintRule.objects.select_for_update().filter(code=code, rule=rule).first()
    if known is None and level == RuleLevel.NORMAL:
        return level
    if known is None or known.level != level:
        HintRule.objects.update_or_create(
            code=code,
            rule=rule,
            defaults={"level": level, "changed_at": timezone.now()},
        )
    return level


def keep_what_stood(*, verb: Any, target: Any, happening: Any) -> None:  # noqa: ARG001 -- an effect
    """Whoever decides and leaves a hint unmarked has found nothing wrong with it."""
    if verb.key != DECIDED or happening.by_id is None:
        return
    hints = Hint.objects.filter(
        item__decisions=happening.params["decision"],
        outcome__isnull=True,
        marked_wrong_at__isnull=True,
    )
    stood = [
        outcome_of(hint, is_wrong=False)
        for hint in hints.select_related("item").order_by("pk")
    ]
    if not stood:
        return
    HintOutcome.objects.bulk_create(stood, ignore_conflicts=True)
    _soften_less({(each.code, each.rule) for each in stood})


def outcome_of(hint: Hint, *, is_wrong: bool) -> HintOutcome:
    """Not yet saved."""
    outcome = HintOutcome(
        hint=hint,
        code=hint.code,
        rule=hint.rule,
        is_wrong=is_wrong,
        judged_at=timezone.now(),
    )
    if hint.code == HintCode.DUPLICATE and hint.target_id is not None:
        pair = sorted([hint.item.target_id, hint.target_id])
        outcome.pair_kind = hint.target_kind
        outcome.lower_id, outcome.higher_id = pair
    return outcome


def _soften_less(rules: set[tuple[str, str]]) -> None:
    """A rule that was right again may speak up again."""
    weaker = HintRule.objects.filter(level=RuleLevel.WEAKER)
    for code, rule in sorted(set(weaker.values_list("code", "rule")) & rules):
        relearn(code, rule)


def _levels() -> dict[tuple[str, str], str]:
    rows = HintRule.objects.exclude(level=RuleLevel.NORMAL)
    return {
        (code, rule): level
        for code, rule, level in rows.values_list("code", "rule", "level")
    }


def _softened(finding: Finding, level: str | None) -> Finding:
    if level != RuleLevel.WEAKER:
        return finding
    softer = Strength(max(Strength.WEAK, finding.strength - 1))
    return replace(finding, strength=softer)


def _is_pair(finding: Finding) -> bool:
    return finding.code == HintCode.DUPLICATE and finding.target_id is not None


def _has_pairs(findings: Iterable[Finding]) -> bool:
    return any(_is_pair(finding) for finding in findings)


def _not_alike(kind: str, target_id: int) -> set[int]:
    """What was said to be no duplicate of this."""
    rows = HintOutcome.objects.filter(
        Q(lower_id=target_id) | Q(higher_id=target_id), is_wrong=True, pair_kind=kind
    )
    pairs = rows.values_list("lower_id", "higher_id")
    return {pk for pair in pairs for pk in pair if pk is not None} - {target_id}
