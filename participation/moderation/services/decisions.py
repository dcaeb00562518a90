"""Deciding on a contribution: lock, check, write, let its kind act, tell."""

from functools import partial
from typing import Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.moderation import desk, workflow
from participation.moderation.enums import Verdict
from participation.moderation.models import Decision, Moderated, QueueItem, Report
from participation.moderation.services.checks import (
    Reasons,
    Ruling,
    require_current,
    require_offered,
    require_words,
)
from participation.moderation.services.keeping import keeping
from participation.moderation.services.leases import require_free
from participation.moderation.services.queue import (
    close,
    hold,
    locked_item_of,
    put_back,
    tell_desk,
)
from participation.moderation.services.stating import record
from participation.moderation.services.weighing import weigh_again

# Reports wait on: what is parted brings them back, what is held is not decided yet.
LEAVES_REPORTS = frozenset({Verdict.UNMERGE, Verdict.HIDE})


@transaction.atomic
def decide(  # noqa: PLR0913 -- a decision has that many parts, all keyword-only
    item: QueueItem,
    *,
    verdict: Verdict | str,
    version: int,
    by: User | None,
    reason: str = "",
    text: str = "",
    merge_into: Moderated | None = None,
    **reasons: Unpack[Reasons],
) -> Decision:
    """Decide on what lies on the desk and take it off.

    Args:
        verdict: one that the contribution's state offers.
        version: the version of the contribution that the moderator has read.
        reason: a Reason; verdicts against the contribution need one.
        text: words to the author.
        merge_into: the contribution that stays, for MERGE.
        by: the moderator, or None where a rule of the house decides.
        reasons: the rule or law, the facts and the way to go, where they are more
            exact than those of the reason.

    Raises:
        RuleViolation: `already_decided`, `claimed`, `version_changed`,
            `own_contribution`, `verdict`, `publication_transition`,
            `reason_missing`, `text_missing`, `basis_missing`, `facts_missing`, `way`
            or `merge_target`.
    """
    ruling = Ruling(
        Verdict(verdict), version, reason, text.strip(), merge_into, **reasons
    )
    contribution = locked_contribution(item.kind, item.target_id, merge_into)
    item = QueueItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if not item.is_open:
        raise already_decided(item)
    return _decide(contribution, ruling, item=item, by=by)


@transaction.atomic
def decide_directly(  # noqa: PLR0913 -- what is decided and why, all keyword-only
    contribution: Moderated,
    *,
    verdict: Verdict | str,
    version: int,
    by: User | None,
    reason: str = "",
    text: str = "",
    merge_into: Moderated | None = None,
    **reasons: Unpack[Reasons],
) -> Decision:
    """Decide on a contribution whether it lies on the desk or not; see `decide`."""
    ruling = Ruling(
        Verdict(verdict), version, reason, text.strip(), merge_into, **reasons
    )
    partner = merge_into or desk.of(contribution).partner_of(contribution)
    kind = kinds.of(contribution).key
    contribution = locked_contribution(kind, contribution.pk, partner)
    item = locked_item_of(contribution)
    return _decide(contribution, ruling, item=item, by=by)


def locked_contribution(
    kind: str, target_id: int, partner: Moderated | None = None
) -> Moderated:
    """The contribution with its row locked; always before its queue item.

    Args:
        partner: another of its kind that the decision changes too. Both are locked
            in the order of their ids, so that two merges never wait for each other.

    Raises:
        RuleViolation: it is gone (`gone`).
    """
    rows = kinds.get(kind).model_class._default_manager
    pks = {target_id, *([partner.pk] if partner is not None else [])}
    locked = rows.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    contribution = next((row for row in locked if row.pk == target_id), None)
    if not isinstance(contribution, Moderated):
        raise RuleViolation(_("Diesen Beitrag gibt es nicht mehr."), code="gone")
    return contribution


def _decide(
    contribution: Moderated,
    ruling: Ruling,
    *,
    item: QueueItem | None,
    by: User | None,
) -> Decision:
    if item is not None:
        require_free(item, by=by)
    is_checked = item is not None and item.is_spot_check
    is_reported = is_checked or bool(_open_reports(contribution))
    require_current(contribution, ruling, by=by)
    require_offered(contribution, ruling, is_reported=is_reported)
    return carry_out(contribution, ruling, item=item, by=by)


def carry_out(
    contribution: Moderated,
    ruling: Ruling,
    *,
    item: QueueItem | None,
    by: User | None,
) -> Decision:
    """Write the decision on a locked contribution and let its kind act on it.

    For a moment it can be undone, and until then nobody is told.
    """
    decide = partial(_carry_out, contribution, ruling, item=item, by=by)
    return keeping(contribution, ruling.verdict, decide)


def _carry_out(
    contribution: Moderated,
    ruling: Ruling,
    *,
    item: QueueItem | None,
    by: User | None,
) -> Decision:
    verdict = ruling.verdict
    if verdict != Verdict.KEEP:
        workflow.require(contribution.publication, workflow.LEADS_TO[verdict])
    require_words(ruling, contribution)
    decision = record(contribution, ruling, item=item, by=by)
    if verdict != Verdict.KEEP:
        desk.of(contribution).apply(
            contribution, decision, merge_into=ruling.merge_into, by=by
        )
    if item is not None:
        close(item)
    if verdict == Verdict.HIDE:
        weigh_again(hold(contribution))  # what was reported waits for the end of it
    if verdict == Verdict.TAKE_BACK:
        put_back(contribution)
    happened(
        "moderation.decided",
        contribution,
        by=by,
        decision=decision.pk,
        verdict=verdict.value,
        reason=decision.reason,
    )
    if verdict not in LEAVES_REPORTS:
        _settle_reports(contribution, decision, by=by)
    tell_desk()
    return decision


def _open_reports(contribution: Moderated) -> list[int]:
    reports = Report.objects.filter(
        kind=kinds.of(contribution).key,
        target_id=contribution.pk,
        decision__isnull=True,
    )
    return list(reports.order_by("pk").values_list("pk", flat=True))


def _settle_reports(
    contribution: Moderated, decision: Decision, *, by: User | None
) -> None:
    """Whoever reported hears once what came of it."""
    reports = _open_reports(contribution)
    if reports:
        Report.objects.filter(pk__in=reports).update(decision=decision)
        happened("report.settled", contribution, by=by, decision=decision.pk)


def already_decided(item: QueueItem) -> RuleViolation:
    """Who was faster, and with what."""
    decisions = item.decisions.standing().select_related("decided_by")
    decision = decisions.order_by("-pk").first()
    if decision is None:
        return RuleViolation(
            _("Der Beitrag liegt nicht mehr auf dem Tisch."), code="already_decided"
        )
    name = decision.decided_by.public_name if decision.decided_by else _("Jemand")
    return RuleViolation(
        _("%(name)s war schneller: %(done)s.") % {"name": name, "done": decision.done},
        code="already_decided",
    )
