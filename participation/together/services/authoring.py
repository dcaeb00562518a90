"""An idea of a network or an actor: written by a person, for those they speak for.

It begins with the draft, so that the form for ideas stays the one it is; what was
handed in is tied to its partner in the same transaction.
"""

from datetime import timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor, visitor_for
from commons.errors import RuleViolation
from commons.once import key_taken
from commons.verbs.services import happened
from participation.ideas.models import Idea
from participation.ideas.services import drafting
from participation.moderation.services.blocks import require_may_write
from participation.together import rules
from participation.together.models import Authorship, Partner, as_columns

# A draft lives thirty days; what nobody handed in is forgotten with it.
FORGOTTEN_AFTER = timedelta(days=60)


@transaction.atomic
def begin(partner: Partner, visitor: Visitor) -> Authorship:
    """Let the visitor's draft of an idea be one for `partner`; it is made if missing.

    Raises:
        RuleViolation: the partner brings in no ideas (`no_partner`), the visitor may
            not write just now (`blocked`), or the draft was handed in already or is
            somebody else's (`key_taken`).
    """
    by = visitor.account
    require_may_write(by)
    if not rules.takes_ideas(partner):
        raise RuleViolation(
            _("Für diese Stelle kann gerade niemand Ideen einbringen."),
            code="no_partner",
        )
    key = _key_of_draft(visitor)
    # The key comes back with a form: it opens nothing that is said in public.
    taken = ~Q(by=by) | Q(idea__isnull=False)
    if Authorship.objects.filter(taken, draft_key=key).exists():
        raise key_taken()
    nobody: dict[str, Partner | None] = {"actor": None, "network": None}
    authorship, _is_new = Authorship.objects.update_or_create(
        draft_key=key,
        defaults={
            **(nobody | as_columns(partner)),
            "by": by,
            "begun_at": timezone.now(),
        },
    )
    return authorship


@transaction.atomic
def drop(visitor: Visitor) -> bool:
    """The visitor writes for themselves after all; False if they already did."""
    found = pending_of(visitor)
    if found is None:
        return False
    found.delete()
    return True


def pending_of(visitor: Visitor) -> Authorship | None:
    """For whom the visitor's draft is written; two queries."""
    draft = drafting.find(visitor) if visitor.is_signed_in else None
    key = _as_uuid(draft.content.get("key")) if draft is not None else None
    if key is None:
        return None
    rows = Authorship.objects.with_partner().filter(draft_key=key, idea__isnull=True)
    found: Authorship | None = rows.filter(by=visitor.user_id).first()
    return found


def bind(idea: Idea) -> None:
    """Tie an idea that was just handed in to whom it was written for.

    Who may not speak for them any more has written for themselves.
    """
    rows = Authorship.objects.with_partner().filter(
        draft_key=idea.draft_id, idea__isnull=True, by__isnull=False
    )
    found: Authorship | None = rows.filter(by=idea.author_id).first()
    if found is None:
        return
    if not rules.speaks_for(visitor_for(idea.author), found):
        found.delete()
        return
    found.idea = idea
    found.save(update_fields=["idea"])
    happened("together.authored", found, by=idea.author)


def forget_unwritten() -> int:
    """What was begun and never handed in."""
    old = timezone.now() - FORGOTTEN_AFTER
    rows = Authorship.objects.filter(idea__isnull=True, begun_at__lt=old)
    return rows.delete()[0]


def _key_of_draft(visitor: Visitor) -> UUID:
    draft = drafting.find(visitor)
    content = dict(draft.content) if draft is not None else {}
    key = _as_uuid(content.get("key"))
    if key is None:
        key = uuid4()
        drafting.keep(visitor, content | {"key": str(key)})
    return key


def _as_uuid(value: object) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
