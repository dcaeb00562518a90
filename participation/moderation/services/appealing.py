"""How a decision about a contribution is objected to and undone.

Two people may object: its author, when it went against the contribution, and whoever
reported the contribution, when it was left standing (Art. 20 DSA). Other sorts of
decisions are registered (`appeals`).
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from commons import kinds
from commons.accounts.models import User
from commons.errors import RuleViolation
from participation.moderation import desk, workflow
from participation.moderation.appeals import Appeal, find
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision, Moderated, Report
from participation.moderation.services import recalling, reports
from participation.moderation.services.checks import Ruling
from participation.moderation.services.decisions import carry_out, locked_contribution
from participation.moderation.services.queue import locked_item_of

# States in which a decision against the contribution holds.
AGAINST = workflow.DECIDED | {Publication.CHANGES_REQUESTED}


def appeal_of(decision: Decision) -> Appeal:
    """What was registered, or that of the contribution, or of those who reported."""
    return find(decision) or (
        LEFT if decision.verdict in workflow.LEAVES_STANDING else CONTRIBUTION
    )


def is_of_reporters(decision: Decision) -> bool:
    """Whether those who reported object to it, and not the author."""
    return appeal_of(decision) is LEFT


def _lock(decision: Decision) -> Moderated:
    """With the contribution that undoing changes too, such as a merge's."""
    found = _find(decision)
    partner = desk.of(found).partner_of(found) if found else None
    return locked_contribution(decision.kind, decision.target_id, partner)


def _find(decision: Decision) -> Moderated | None:
    found = kinds.load(decision.kind, decision.target_id)
    return found if isinstance(found, Moderated) else None


def _author_of(contribution: Moderated) -> int | None:
    return contribution.author_id


def _region_of(contribution: Moderated) -> int | None:
    return contribution.region_id


def _title_of(contribution: Moderated) -> str:
    return str(kinds.of(contribution).title(contribution))


def _url_of(contribution: Moderated) -> str:
    return kinds.of(contribution).url(contribution)


def stands(decision: Decision, contribution: Moderated) -> bool:
    """Whether a decision that can be undone is what the contribution's state is of."""
    verdict = Verdict(decision.verdict)
    return (
        workflow.is_against(verdict, decision.state_before)
        and contribution.decision_id == decision.pk
        and contribution.publication == workflow.LEADS_TO[verdict]
    )


def _undo(decision: Decision, contribution: Moderated, *, text: str, by: User) -> None:
    """Bring the contribution back as it was, and tell nothing that no longer holds."""
    recalling.recall_news(decision)
    verdict = workflow.UNDONE_BY[Verdict(decision.verdict)]
    if verdict == Verdict.PUBLISH and contribution.published_at is not None:
        verdict = Verdict.RESTORE  # it was public before: nobody hears of it as new
    ruling = Ruling(verdict, contribution.version, text=text)
    item = locked_item_of(contribution)
    carry_out(contribution, ruling, item=item, by=by)


def _reporters_of(decision: Decision, _contribution: Any) -> Collection[int]:
    rows = Report.objects.filter(decision=decision, reported_by__isnull=False)
    return frozenset(rows.values_list("reported_by", flat=True))


def _is_still_left(decision: Decision, contribution: Moderated) -> bool:
    """It is public, and nobody has decided on it since."""
    since = Decision.objects.filter(
        kind=decision.kind, target_id=decision.target_id, pk__gt=decision.pk
    )
    is_public = contribution.publication == Publication.PUBLISHED
    return is_public and not since.exists()


def _look_again(
    decision: Decision, contribution: Moderated, *, text: str, by: User
) -> None:
    """The reports wait again; what becomes of the contribution is a new decision.

    Nothing is taken down by a complaint alone: its author has a right to reasons that
    only a decision against it gives.
    """
    del text, by
    reports.take_up_again(decision, contribution)


CONTRIBUTION = Appeal(
    lock=_lock,
    find=_find,
    author_of=_author_of,
    stands=stands,
    undo=_undo,
    region_of=_region_of,
    title_of=_title_of,
    url_of=_url_of,
)
LEFT = replace(
    CONTRIBUTION, stands=_is_still_left, undo=_look_again, people_of=_reporters_of
)


def no_longer_stands(decision: Decision, target: Any) -> RuleViolation:
    """A clear word on a decision that was taken back or replaced."""
    current = getattr(target, "decision_id", None) or 0
    is_against = getattr(target, "publication", "") in AGAINST
    if current > decision.pk and is_against:
        return RuleViolation(
            _(
                "Inzwischen haben wir neu entschieden. Einwand erheben Sie bitte gegen "
                "die neue Entscheidung."
            ),
            code="replaced",
        )
    return RuleViolation(
        _("Diese Entscheidung gilt nicht mehr. Ein Einwand ist nicht nötig."),
        code="cannot_object",
    )
