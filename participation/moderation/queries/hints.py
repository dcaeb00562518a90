"""The rules that give hints, and how often each was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons import personal
from participation.moderation.enums import HintCode, RuleLevel
from participation.moderation.models import HintOutcome, HintRule
from participation.moderation.screening import languages, spam
from participation.moderation.screening.insults import ADDRESSED

MOST_SHOWN = 200
NAMES: dict[str, str | Promise] = {
    "viele": _("viele Verweise"),
    "grossbuchstaben": _("viele Großbuchstaben"),
    "kurz": _("wenige Wörter"),
    "fast-gleich": _("fast gleicher Text"),
    "aehnlich": _("ähnlicher Text"),
}


@dataclass(frozen=True)
class ShownRule:
    """A rule in words, with its outcomes; `row` is there once somebody changed it."""

    code: str
    rule: str
    name: str
    label: str
    seen: int
    wrong: int
    level: RuleLevel
    pk: int | None = None


def shown_rules() -> list[ShownRule]:
    """Those that were ever wrong or are changed, the noisiest first; two queries."""
    rows = {(row.code, row.rule): row for row in HintRule.objects.all()}
    counted = (
        HintOutcome.objects.order_by()
        .values("code", "rule")
        .annotate(seen=Count("pk"), wrong=Count("pk", filter=Q(is_wrong=True)))
        .filter(wrong__gt=0)
        .order_by("-wrong", "code", "rule")[:MOST_SHOWN]
    )
    outcomes = {(each["code"], each["rule"]): each for each in counted}
    shown = [
        _shown(key, rows.get(key), outcomes.get(key))
        for key in dict.fromkeys([*rows, *outcomes])
    ]
    return sorted(shown, key=_loud_last)


def _loud_last(shown: ShownRule) -> tuple[int, int, str]:
    levels = (RuleLevel.SILENT, RuleLevel.WEAKER, RuleLevel.NORMAL)
    return levels.index(shown.level), -shown.wrong, shown.name


def _shown(
    key: tuple[str, str], row: HintRule | None, outcome: Mapping[str, Any] | None
) -> ShownRule:
    code, rule = key
    counted = outcome or {"seen": 0, "wrong": 0}
    return ShownRule(
        code=code,
        rule=rule,
        name=name_of(code, rule),
        label=str(HintCode(code).label),
        seen=counted["seen"],
        wrong=counted["wrong"],
        level=RuleLevel(row.level) if row else RuleLevel.NORMAL,
        pk=row.pk if row else None,
    )


def name_of(code: str, rule: str) -> str:
    """What staff read for a rule; words of the insult list stand as they are."""
    if code == HintCode.INSULT:
        word, _slash, addressed = rule.partition("/")
        is_addressed = addressed == ADDRESSED
        return _in_address(word) if is_addressed else f"„{word}“"
    if code == HintCode.LANGUAGE:
        return languages.name_of(rule)
    known = {**personal.LABELS, **spam.NAMES, **NAMES}.get(rule, rule)
    return str(known).replace("/", " → ")


def _in_address(word: str) -> str:
    return str(_("„%(word)s“ als Anrede") % {"word": word})
