"""What a decision states as its reasons, where the moderator names nothing else.

Every decision against somebody leaves here complete (Art. 17 DSA): bulk, objections,
rules of the house and the desk's own form all write their rows through `record`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from neighbourhood.deadlines.services import office_day_after
from participation.moderation import desk, reasons, workflow
from participation.moderation.enums import (
    Automation,
    Basis,
    Cause,
    HintCode,
    Occasion,
    Publication,
    Reason,
    Verdict,
)
from participation.moderation.models import Decision, Hint, QueueItem, Report
from participation.moderation.queries.authors import language_of
from participation.moderation.queries.ways import Way, way_for
from participation.moderation.services.checks import Ruling, taken_back_by
from participation.moderation.workflow import HOLD

# Hints that call for a look; the others help to sort and to forward.
DETECTING = (
    HintCode.PERSONAL_DATA,
    HintCode.INSULT,
    HintCode.LINKS,
    HintCode.SHOUTING,
    HintCode.SPAM,
)
BEFORE_PUBLIC = frozenset({Publication.SUBMITTED, Publication.CHANGES_REQUESTED})
REPORTED = frozenset({Cause.REPORTED, Cause.HELD})
TAKEN_BACK = _(
    "Wir haben den Beitrag veröffentlicht, bevor alles geklärt war, und lesen ihn noch "
    "einmal."
)


@dataclass(frozen=True)
class Setting:
    """On what and by whom it is decided; `target` is a contribution or a person."""

    target: Any
    item: QueueItem | None
    by: User | None

    @property
    def state(self) -> str:
        return getattr(self.target, "publication", "")


def record(
    target: Any,
    ruling: Ruling,
    *,
    item: QueueItem | None = None,
    by: User | None,
    ends_on: date | None = None,
) -> Decision:
    """Write a decision as a complete statement of reasons; changes nothing else.

    Args:
        target: a contribution or a person, with its row locked.
        ends_on: the last day that the measure holds, or None for good.

    Raises:
        RuleViolation: what `stated` does.
    """
    is_merge = ruling.verdict == Verdict.MERGE
    setting = Setting(target, item, by)
    return Decision.objects.create(
        kind=kinds.of(target).key,
        target_id=target.pk,
        item=item,
        verdict=ruling.verdict,
        reason=Reason.DUPLICATE if is_merge else ruling.reason,
        text=ruling.text,
        version=ruling.version,
        state_before=setting.state,
        decided_by=by,
        decided_at=timezone.now(),
        takes_back=taken_back_by(ruling, target),
        **stated(setting, ruling, ends_on=ends_on),
    )


def stated(setting: Setting, ruling: Ruling, *, ends_on: date | None) -> dict[str, Any]:
    """The columns of a decision that state its reasons, complete.

    Args:
        ends_on: the last day that the measure holds, or None for good.

    Raises:
        RuleViolation: `basis_missing`, `facts_missing` or `way`.
    """
    columns: dict[str, Any] = {
        "automation": _automation(setting, ruling),
        "occasion": _occasion(setting),
        "ends_on": ends_on or _held_until(ruling),
    }
    if not workflow.needs_statement(ruling.verdict, setting.state):
        return columns
    basis = basis_of(ruling)
    # In the words of whoever reads it; it is kept as it was sent.
    with translation.override(language_of(setting.target)):
        way = _way(setting, ruling)
        facts = _facts(ruling)
    return {
        **columns,
        "basis": basis,
        "facts": facts,
        "way_text": way.text.strip(),
        "way_url": way.url.strip(),
        "way_phone": way.phone.strip(),
    }


def basis_of(ruling: Ruling) -> Basis:
    """The rule or law that a ruling rests on.

    Raises:
        RuleViolation: `basis_missing`; whoever says "unlawful" has to say which law.
    """
    if ruling.verdict == Verdict.TAKE_BACK and not ruling.basis:
        return Basis.RULE_CHECKING
    named = Basis(ruling.basis) if ruling.basis in Basis.values else Basis.NONE
    is_merge = ruling.verdict == Verdict.MERGE
    reason = Reason.DUPLICATE if is_merge else Reason(ruling.reason)
    if reason == Reason.UNLAWFUL and not named.is_law:
        raise RuleViolation(
            _("Bitte nennen Sie das Gesetz, gegen das der Beitrag verstößt."),
            code="basis_missing",
        )
    if named != Basis.NONE:
        return named
    return reasons.BASIS_OF.get(reason, Basis.RULE_TOPIC)


def _facts(ruling: Ruling) -> str:
    if ruling.facts.strip():
        return ruling.facts.strip()
    if ruling.verdict == Verdict.MERGE and ruling.merge_into is not None:
        number = desk.of(ruling.merge_into).number_of(ruling.merge_into)
        return _("Der Beitrag %(number)s möchte dasselbe.") % {"number": number}
    if ruling.verdict == Verdict.TAKE_BACK:
        return str(TAKEN_BACK)
    known = reasons.FACTS_OF.get(Reason(ruling.reason), "")
    facts = str(known) or ruling.text.strip()
    if not facts:
        raise RuleViolation(
            _("Bitte schreiben Sie, was genau dazu geführt hat."), code="facts_missing"
        )
    return facts


def _way(setting: Setting, ruling: Ruling) -> Way:
    """The moderator's, or for another way what the signposts say."""
    is_other_way = reasons.is_redirection(ruling.verdict, ruling.reason)
    if not ruling.way:
        return way_for(setting.target, ruling.reason) if is_other_way else Way()
    if ruling.way.url and not ruling.way.url.startswith(("https://", "http://")):
        raise RuleViolation(
            _("Ein Link beginnt mit https:// oder http://."), code="way"
        )
    return ruling.way


def _automation(setting: Setting, ruling: Ruling) -> Automation:
    if setting.by is None:
        is_trusted = ruling.verdict == Verdict.PUBLISH
        return Automation.TRUST_RULE if is_trusted else Automation.AUTOMATIC
    hints = Hint.objects.filter(item=setting.item, code__in=DETECTING)
    is_detected = setting.item is not None and hints.exists()
    return Automation.DETECTED if is_detected else Automation.NONE


def _occasion(setting: Setting) -> Occasion:
    cause = setting.item.cause if setting.item is not None else ""
    if cause in REPORTED and _is_reported(setting.target):
        return Occasion.REPORT
    is_first = setting.state in BEFORE_PUBLIC
    return Occasion.FIRST_LOOK if is_first else Occasion.OWN


def _is_reported(target: Any) -> bool:
    kind = kinds.of(target).key
    return Report.objects.filter(kind=kind, target_id=target.pk).exists()


def _held_until(ruling: Ruling) -> date | None:
    """The day until which a hidden contribution is decided for good."""
    if ruling.verdict != Verdict.HIDE:
        return None
    return office_day_after(berlin_date(timezone.now()), HOLD)
