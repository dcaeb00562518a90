"""Marking a hint wrong, and having a silent rule speak again."""

from django.db import transaction
from django.utils import timezone

from commons.accounts.models import User
from commons.verbs.services import happened
from participation.moderation.enums import RuleLevel
from participation.moderation.models import Hint, HintOutcome, HintRule
from participation.moderation.services.learning import outcome_of, relearn
from participation.moderation.services.queue import tell_desk


@transaction.atomic
def mark_wrong(hint: Hint, *, by: User) -> Hint:
    """Say that a hint is wrong here; its rule learns from it. Twice is once.

    Whether the contribution is good or bad has nothing to do with it.
    """
    hint = _locked(hint)
    if hint.is_marked_wrong:
        return hint
    hint.marked_wrong_at = timezone.now()
    hint.save(update_fields=["marked_wrong_at"])
    HintOutcome.objects.filter(hint=hint).delete()
    outcome_of(hint, is_wrong=True).save()
    relearn(hint.code, hint.rule)
    _record("hint.marked_wrong", hint, by=by)
    return hint


@transaction.atomic
def unmark(hint: Hint, *, by: User) -> Hint:
    """Take the marking back, and what it taught."""
    hint = _locked(hint)
    if not hint.is_marked_wrong:
        return hint
    hint.marked_wrong_at = None
    hint.save(update_fields=["marked_wrong_at"])
    HintOutcome.objects.filter(hint=hint).delete()
    relearn(hint.code, hint.rule)
    _record("hint.unmarked", hint, by=by)
    return hint


@transaction.atomic
def switch_on(rule: HintRule, *, by: User) -> HintRule:
    """Let a rule speak as it was written; what was said of it so far counts no more."""
    return _switched(rule, RuleLevel.NORMAL, by=by)


@transaction.atomic
def switch_off(rule: HintRule, *, by: User) -> HintRule:
    """Silence a rule without waiting for more markings."""
    return _switched(rule, RuleLevel.SILENT, by=by)


def _switched(rule: HintRule, level: RuleLevel, *, by: User) -> HintRule:
    now = timezone.now()
    rule = HintRule.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    rule.level, rule.learns_after, rule.changed_at = level, now, now
    rule.save(update_fields=["level", "learns_after", "changed_at"])
    happened("hint_rule.switched", rule, by=by, level=level.value)
    return rule


def _locked(hint: Hint) -> Hint:
    rows = Hint.objects.select_for_update(of=("self",)).select_related("item")
    return rows.get(pk=hint.pk)


def _record(verb: str, hint: Hint, *, by: User) -> None:
    happened(verb, hint.item, by=by, code=hint.code, rule=hint.rule)
    tell_desk()
