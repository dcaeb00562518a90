"""What is wrong with a table of rules, for those who keep it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _, ngettext

from participation.referrals.competence import Line
from participation.referrals.enums import SiteKind
from participation.referrals.explaining import Names, spoken
from participation.referrals.models import Rule, RuleBook
from participation.referrals.queries.routing import (
    held_for,
    living,
    receives,
    rules_of,
)
from participation.referrals.shadows import shadows


@dataclass(frozen=True)
class Remark:
    """`is_gap`: ideas would find nobody; the others are worth a look."""

    text: str
    is_gap: bool = False


@dataclass(frozen=True)
class Shown:
    """A rule as the table shows it."""

    rule: Rule
    regions: tuple[str, ...]
    topics: tuple[str, ...]
    sites: tuple[str, ...]
    words: tuple[str, ...]
    remarks: tuple[Remark, ...]


def shown_rules(book: RuleBook, today: date) -> list[Shown]:
    rules = list(rules_of(book))
    names = held_for(None).names
    remarks = _remarks(rules, names, today)
    return [_shown(rule, names, remarks[rule.pk]) for rule in rules]


def _shown(rule: Rule, names: Names, remarks: Iterable[Remark]) -> Shown:
    return Shown(
        rule=rule,
        regions=tuple(names.region(key) for key in rule.region_keys),
        topics=tuple(names.topic(key) for key in rule.topic_keys),
        sites=tuple(str(SiteKind(kind).label) for kind in rule.site_kinds),
        words=tuple(spoken(line) for line in rule.word_lines),
        remarks=tuple(remarks),
    )


def _remarks(
    rules: list[Rule], names: Names, today: date
) -> defaultdict[int, list[Remark]]:
    found: defaultdict[int, list[Remark]] = defaultdict(list)
    for rule in rules:
        found[rule.pk] += _on_department(rule)
        found[rule.pk] += _on_keys(rule, names)
        if rule.valid_until is not None and rule.valid_until < today:
            found[rule.pk].append(Remark(_("Die Regel gilt nicht mehr.")))
    for shadow in shadows([Line.of(rule) for rule in rules]):
        found[shadow.line.pk].append(Remark(_hidden_by(shadow.by)))
    return found


def _on_department(rule: Rule) -> Iterator[Remark]:
    department = rule.department
    if receives(department):
        return
    successor = living(department)
    words = {"old": department.name, "new": successor.name if successor else ""}
    if successor is not None:
        yield Remark(
            _(
                "„%(old)s“ gibt es so nicht mehr. Die Regel führt jetzt zu: %(new)s. "
                "Bitte tragen Sie es hier ein."
            )
            % words
        )
    else:
        yield Remark(
            _(
                "„%(old)s“ nimmt nichts mehr an, und niemand ist an seine Stelle "
                "getreten. Bitte wählen Sie ein anderes Amt."
            )
            % words,
            is_gap=True,
        )


def _on_keys(rule: Rule, names: Names) -> Iterator[Remark]:
    gone = [key for key in rule.topic_keys if key not in names.topics]
    gone += [key for key in rule.region_keys if key not in names.regions]
    if gone:
        text = _("Gibt es nicht mehr, passt auf nichts: %(keys)s.")
        yield Remark(text % {"keys": ", ".join(gone)})


def _hidden_by(lines: Iterable[Line]) -> str:
    numbers = [str(line.number) for line in lines]
    text = ngettext(
        "Kommt nie zum Zug: Regel %(numbers)s passt immer vorher.",
        "Kommt nie zum Zug: Die Regeln %(numbers)s passen zusammen immer vorher.",
        len(numbers),
    )
    return text % {"numbers": ", ".join(numbers)}
