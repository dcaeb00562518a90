"""A Nachtrag: what an author adds to an idea that is public already.

The idea itself stays as people supported it. A Nachtrag is read at the desk like
everything else and then stands below the text, with its date.
"""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.search import services as search
from commons.verbs.services import happened
from participation.ideas.models import Addendum, Idea
from participation.moderation import services as moderation, workflow
from participation.moderation.enums import Publication, Verdict
from participation.moderation.models import Decision

VERBS = {
    Verdict.PUBLISH: "addendum.published",
    Verdict.DECLINE: "addendum.declined",
    Verdict.HIDE: "addendum.hidden",
    Verdict.REMOVE: "addendum.removed",
    Verdict.RESTORE: "addendum.restored",
    Verdict.TAKE_BACK: "addendum.taken_back",
}
REDIRECTED = "addendum.redirected"


@transaction.atomic
def add(idea: Idea, *, text: str, draft_id: UUID, by: User | None) -> Addendum:
    """Hand a Nachtrag in; it goes to the desk in the same transaction.

    Args:
        draft_id: the key of the form; whoever sends it again gets the first one.
        by: the author, or None for somebody who holds the pick-up code.

    Raises:
        RuleViolation: the idea is not public (`not_public`), or another Nachtrag
            still waits (`one_waits`).
    """
    idea = Idea.objects.select_for_update(of=("self",), no_key=True).get(pk=idea.pk)
    if first := Addendum.objects.filter(draft_id=draft_id, idea=idea).first():
        return first
    if not idea.is_public:
        raise RuleViolation(
            _("Nachträge gibt es zu veröffentlichten Ideen."), code="not_public"
        )
    addendum = Addendum(
        idea=idea,
        author=by,
        region_id=idea.region_id,
        text=text.strip(),
        draft_id=draft_id,
        submitted_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            addendum.save(force_insert=True)
    except IntegrityError:
        raise RuleViolation(
            _(
                "Ein Nachtrag wartet auf die Prüfung. "
                "Danach können Sie den nächsten schreiben."
            ),
            code="one_waits",
        ) from None
    moderation.submit(addendum)
    happened("addendum.submitted", addendum, by=by)
    return addendum


@transaction.atomic
def apply(
    addendum: Addendum,
    decision: Decision,
    *,
    by: User | None,
    merge_into: None = None,  # noqa: ARG001 -- the desk's signature
) -> Addendum:
    """Let a Nachtrag follow a decision; the desk calls this in its transaction.

    Raises:
        RuleViolation: the state does not allow it, or back at the desk there would be
            two of one idea (`one_waits`).
    """
    verdict = Verdict(decision.verdict)
    following = workflow.LEADS_TO[verdict]
    addendum = _locked(addendum)
    workflow.require(addendum.publication, following)
    if following == Publication.SUBMITTED:
        _require_none_waits(addendum)
    addendum.publication, addendum.decision = following, decision
    if following == Publication.PUBLISHED:
        addendum.published_at = addendum.published_at or timezone.now()
    addendum.save(update_fields=["publication", "decision", "published_at"])
    verb = REDIRECTED if decision.is_redirection else VERBS[verdict]
    happened(verb, addendum, by=by, decision=decision.pk)
    _find_anew(addendum)
    return addendum


@transaction.atomic
def withdraw(addendum: Addendum, *, by: User | None) -> Addendum:
    """Take one's own Nachtrag back, before or after it was published."""
    addendum = _locked(addendum)
    workflow.require(addendum.publication, Publication.WITHDRAWN)
    addendum.publication = Publication.WITHDRAWN
    addendum.save(update_fields=["publication"])
    moderation.take_back(addendum)
    happened("addendum.withdrawn", addendum, by=by)
    _find_anew(addendum)
    return addendum


def _require_none_waits(addendum: Addendum) -> None:
    waiting = Addendum.objects.filter(
        idea=addendum.idea_id, publication=Publication.SUBMITTED
    )
    if waiting.exists():
        raise RuleViolation(
            _("Ein anderer Nachtrag zu dieser Idee wartet schon auf die Prüfung."),
            code="one_waits",
        )


def _locked(addendum: Addendum) -> Addendum:
    rows = Addendum.objects.select_for_update(of=("self",))
    return rows.select_related("idea").get(pk=addendum.pk)


def _find_anew(addendum: Addendum) -> None:
    """Search reads an idea together with what was added to it."""
    if addendum.idea.is_public:
        search.index("idea", addendum.idea)
