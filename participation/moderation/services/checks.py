"""What must hold before a decision is written; the contribution's row is locked."""

from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation import desk, workflow
from participation.moderation.enums import Publication, Reason, Verdict
from participation.moderation.models import Decision, Moderated
from participation.moderation.queries.ways import Way


class Reasons(TypedDict, total=False):
    """What a moderator may state more exactly than its reason does."""

    basis: str
    facts: str
    way: Way | None


@dataclass(frozen=True)
class Ruling:
    """What somebody wants to decide, on which version of the contribution.

    `basis`, `facts` and `way` are stated as the reasons; what is left empty follows
    from the reason (`services.stating`).
    """

    verdict: Verdict
    version: int
    reason: str = ""
    text: str = ""
    merge_into: Moderated | None = None
    basis: str = ""
    facts: str = ""
    way: Way | None = None


def offered(
    contribution: Moderated, *, is_reported: bool = False
) -> tuple[Verdict, ...]:
    """The verdicts that the desk offers in the contribution's state."""
    state = Publication(contribution.publication)
    known = desk.of(contribution).verdicts
    verdicts = tuple(
        each
        for each in workflow.OFFERED[state]
        if each in known and (each != Verdict.TAKE_BACK or can_take_back(contribution))
    )
    is_shown = is_reported and state == Publication.PUBLISHED
    return (Verdict.KEEP, *verdicts) if is_shown else verdicts


def can_take_back(contribution: Moderated) -> bool:
    """Whether the state comes of a decision, so that there is one to take back."""
    decision = contribution.decision
    if decision is None or decision.verdict not in workflow.LEADS_TO:
        return False
    return workflow.LEADS_TO[Verdict(decision.verdict)] == contribution.publication


def taken_back_by(ruling: Ruling, contribution: Moderated) -> Decision | None:
    """The decision that a ruling takes back, if that is what it does."""
    is_taken_back = ruling.verdict == Verdict.TAKE_BACK
    return contribution.decision if is_taken_back else None


def require_offered(
    contribution: Moderated, ruling: Ruling, *, is_reported: bool
) -> None:
    """Raise RuleViolation (`verdict`) unless the state offers the verdict."""
    if ruling.verdict not in offered(contribution, is_reported=is_reported):
        raise RuleViolation(
            _("Das geht nicht: Der Beitrag hat jetzt den Stand „%(state)s“.")
            % {"state": contribution.state_label},
            code="verdict",
        )


def require_current(
    contribution: Moderated, ruling: Ruling, *, by: User | None
) -> None:
    """Nobody decides on their own, or on a version that they have not read.

    Raises:
        RuleViolation: `own_contribution` or `version_changed`.
    """
    if by is not None and contribution.author_id == by.pk:
        raise RuleViolation(
            _("Über eigene Beiträge entscheidet jemand anderes."),
            code="own_contribution",
        )
    if contribution.version != ruling.version:
        raise RuleViolation(
            _("Der Beitrag wurde inzwischen geändert. Bitte lesen Sie ihn neu."),
            code="version_changed",
        )


def require_words(ruling: Ruling, contribution: Moderated) -> None:
    """What the author must be told.

    Raises:
        RuleViolation: `reason_missing`, `text_missing` or `merge_target`.
    """
    needs_reason = workflow.needs_reason(ruling.verdict, contribution.publication)
    if needs_reason and ruling.reason not in set(Reason.values) - {Reason.NONE}:
        raise RuleViolation(_("Bitte nennen Sie einen Grund."), code="reason_missing")
    is_open_question = (
        ruling.verdict == Verdict.REQUEST_CHANGES or ruling.reason == Reason.OTHER
    )
    if needs_reason and is_open_question and not ruling.text:
        raise RuleViolation(
            _("Bitte schreiben Sie dazu, worum es geht."), code="text_missing"
        )
    if ruling.verdict == Verdict.MERGE and not _can_merge(ruling, contribution):
        raise RuleViolation(
            _("Bitte wählen Sie einen veröffentlichten Beitrag, der stehen bleibt."),
            code="merge_target",
        )


def _can_merge(ruling: Ruling, contribution: Moderated) -> bool:
    target = ruling.merge_into
    return (
        isinstance(target, type(contribution))
        and target.pk != contribution.pk
        and target.publication == Publication.PUBLISHED
    )
