"""An idea is offered to somebody, or taken up by them; its author is asked first."""

from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.moderation.services.blocks import require_may_write
from participation.referrals.services.locking import locked_idea
from participation.together import workflow
from participation.together.enums import Consent, State, Way
from participation.together.models import Partner, Undertaking, as_columns
from participation.together.queries import terms
from participation.together.queries.undertakings import speaker_ids_of
from participation.together.rules import takes_ideas
from participation.together.services import taking
from participation.together.services.locking import locked


@dataclass(frozen=True)
class Call:
    """To whom, in which words; `draft_id` is the key of the form."""

    partner: Partner
    words: str
    draft_id: UUID


def offer(idea: Idea, call: Call, *, by: User) -> Undertaking:
    """The SPK asks a partner to carry an idea; the author is asked first.

    Raises:
        RuleViolation: see `_begin`.
    """
    return _begin(idea, call, Way.OFFERED, by=by)


def adopt(idea: Idea, call: Call, *, by: User) -> Undertaking:
    """A partner takes an idea up by itself; it runs once the author agrees.

    Raises:
        RuleViolation: see `_begin`; or `by` may not write just now (`blocked`).
    """
    require_may_write(by)
    return _begin(idea, call, Way.ADOPTED, by=by)


@transaction.atomic
def withdraw(row: Undertaking, *, reason: str, by: User) -> Undertaking:
    """The SPK takes an offer back, or the partner its wish; the other side hears it.

    Raises:
        RuleViolation: it is over, or no reason is given (`reason_missing`).
    """
    row = locked(row)
    workflow.require(row.state, State.WITHDRAWN)
    was_accepted = row.accepted_at is not None
    taking.end(row, State.WITHDRAWN, reason=taking.said(reason), by=by)
    happened("together.withdrawn", row, by=by)
    if was_accepted:
        taking.give_back(row.idea)
    return row


@transaction.atomic
def _begin(idea: Idea, call: Call, way: Way, *, by: User) -> Undertaking:
    """Write the row and ask the author.

    Raises:
        RuleViolation: the idea is not public (`not_public`), the partner takes no
            ideas (`no_partner`), or has this one open already (`is_open`).
    """
    partner = _locked(call.partner)
    idea = locked_idea(idea.pk)
    if first := Undertaking.objects.filter(draft_id=call.draft_id, idea=idea).first():
        return first
    _require_free(idea, partner)
    now = timezone.now()
    row = Undertaking(
        idea=idea,
        way=way,
        words=call.words.strip(),
        begun_at=now,
        begun_by=by,
        next_on=terms.author_until(),
        draft_id=call.draft_id,
        **as_columns(partner),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise _is_open() from None
    if idea.author_id is not None and idea.author_id in set(speaker_ids_of(row)):
        return _go_on(row, Consent.OWN, by=by)
    happened("together.asked", row, by=by)
    return row


def _locked(partner: Partner) -> Partner:
    """Before the idea, in the order of whoever closes a network (`leaving`)."""
    rows = type(partner)._default_manager.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=partner.pk)


def _go_on(row: Undertaking, consent: Consent, *, by: User | None) -> Undertaking:
    row.consent, row.consent_at = consent, timezone.now()
    row.save(update_fields=["consent", "consent_at"])
    return taking.go_on(row, by=by)


def _require_free(idea: Idea, partner: Partner) -> None:
    if not idea.is_public:
        raise RuleViolation(
            _("Diese Idee ist zurzeit nicht öffentlich."), code="not_public"
        )
    if not takes_ideas(partner):
        raise RuleViolation(
            _("Diese Stelle kann gerade keine Ideen übernehmen."), code="no_partner"
        )
    if Undertaking.objects.open().of(partner).filter(idea=idea).exists():
        raise _is_open()


def _is_open() -> RuleViolation:
    return RuleViolation(
        _("Zu dieser Idee läuft dort schon eine Anfrage."), code="is_open"
    )
