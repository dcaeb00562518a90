"""What one decision on many would come to, without deciding anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from commons import kinds
from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from commons.verbs.registry import Told
from participation.moderation import desk, rules
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Moderated, QueueItem, Report
from participation.moderation.services.bulk import ruling_for
from participation.moderation.services.checks import (
    Ruling,
    offered,
    require_current,
    require_offered,
)
from participation.moderation.services.decisions import already_decided, decide
from participation.moderation.services.leases import refusal
from participation.moderation.services.rehearsal import rehearse


@dataclass
class Prospect:
    """One contribution of many; `why_not` says in words why it would stay as it is."""

    item: QueueItem
    version: int
    contribution: Moderated | None
    is_reported: bool = False
    why_not: str = ""

    @property
    def sort(self) -> tuple[str, str, bool]:
        """Those of one sort go through alike, so one of them is rehearsed for all."""
        state = self.contribution.publication if self.contribution else ""
        return self.item.kind, state, self.is_reported


@dataclass(frozen=True)
class Outlook:
    """All prospects, and for each kind what the first author would read."""

    prospects: list[Prospect]
    letters: list[tuple[Prospect, Told]]

    @property
    def possible(self) -> list[Prospect]:
        return [each for each in self.prospects if not each.why_not]

    @property
    def refused(self) -> list[Prospect]:
        return [each for each in self.prospects if each.why_not]


def prospects_of(picks: Mapping[int, int]) -> list[Prospect]:
    """What was picked, oldest first, with everything that is asked of it."""
    rows = QueueItem.objects.filter(pk__in=picks).select_related("region", "lease_by")
    items = list(rows.with_claim().oldest_first())
    found = _contributions(items)
    reported = _reported(items)
    return [
        Prospect(
            item,
            picks[item.pk],
            found.get((item.kind, item.target_id)),
            (item.kind, item.target_id) in reported,
        )
        for item in items
    ]


def verdicts_for(prospects: Sequence[Prospect]) -> set[Verdict]:
    """What the desk offers for at least one of them."""
    return {
        verdict
        for each in prospects
        if each.contribution is not None
        for verdict in offered(each.contribution, is_reported=each.is_reported)
    }


def forecast(
    prospects: Sequence[Prospect], ruling: Mapping[str, Any], *, visitor: Visitor
) -> Outlook:
    """Say for each what would become of it; the words are those of the refusal."""
    for each in prospects:
        each.why_not = _plain_refusal(each, ruling, visitor)
    letters = []
    for sort in dict.fromkeys(each.sort for each in prospects if not each.why_not):
        alike = [each for each in prospects if each.sort == sort and not each.why_not]
        try:
            told = rehearse(partial(_decided, alike[0], ruling, visitor))
        except RuleViolation as violation:
            for each in alike:
                each.why_not = str(violation.message)
        else:
            if told is not None:
                letters.append((alike[0], told))
    return Outlook(list(prospects), letters)


def _decided(
    prospect: Prospect, ruling: Mapping[str, Any], visitor: Visitor
) -> Decision:
    words = ruling_for(prospect.item, ruling)
    return decide(prospect.item, by=visitor.user, version=prospect.version, **words)


def _plain_refusal(
    prospect: Prospect, ruling: Mapping[str, Any], visitor: Visitor
) -> str:
    try:
        _require(prospect, ruling, visitor)
    except RuleViolation as violation:
        return str(violation.message)
    return ""


def _require(prospect: Prospect, ruling: Mapping[str, Any], visitor: Visitor) -> None:
    item, contribution = prospect.item, prospect.contribution
    if contribution is None:
        raise RuleViolation(_("Diesen Beitrag gibt es nicht mehr."), code="gone")
    if not rules.covers_region(visitor, item.region_id):
        raise RuleViolation(
            _("Der Beitrag liegt in einem Stadtteil, den Sie nicht prüfen."),
            code="not_allowed",
        )
    if not item.is_open:
        raise already_decided(item)
    is_claimed: bool = item.is_claimed  # type: ignore[attr-defined]  # annotated
    if is_claimed and item.lease_by_id != visitor.user_id:
        raise refusal(item)
    wanted = Ruling(Verdict(ruling["verdict"]), prospect.version)
    require_current(contribution, wanted, by=visitor.user)
    require_offered(contribution, wanted, is_reported=prospect.is_reported)


def _contributions(items: Sequence[QueueItem]) -> dict[tuple[str, int], Moderated]:
    found: dict[tuple[str, int], Moderated] = {}
    for kind in sorted({item.kind for item in items}):
        desk_kind = desk.find(kind)
        if desk_kind is None:
            continue
        ids = [item.target_id for item in items if item.kind == kind]
        rows = kinds.get(kind).model_class._default_manager.select_related(
            "author", "region", "decision", *desk_kind.related
        )
        for row in rows.filter(pk__in=ids):
            if isinstance(row, Moderated):
                found[kind, row.pk] = row
    return found


def _reported(items: Sequence[QueueItem]) -> set[tuple[str, int]]:
    targets = {(item.kind, item.target_id) for item in items}
    rows = Report.objects.filter(
        target_id__in=[item.target_id for item in items], decision__isnull=True
    )
    return set(rows.values_list("kind", "target_id")) & targets
