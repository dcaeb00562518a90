"""An objection to a block: if it is upheld, the block ends at once."""

from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date
from commons.errors import RuleViolation
from commons.spoken import day_in_words
from participation.moderation.appeals import Appeal
from participation.moderation.models import Block, Decision
from participation.moderation.services import blocks


def _lock(decision: Decision) -> Block:
    rows = Block.objects.select_for_update(of=("self",))
    found = rows.filter(decision=decision).first()
    if found is None:
        raise RuleViolation(_("Diese Sperre gibt es nicht mehr."), code="gone")
    return found


def _find(decision: Decision) -> Block | None:
    rows = Block.objects.select_related("user", "decision")
    return rows.filter(decision=decision).first()


def _stands(_decision: Decision, block: Block) -> bool:
    return block.is_active


def _undo(_decision: Decision, block: Block, *, text: str, by: User | None) -> Block:
    return blocks.lift(block, text=text, by=by)


def _title_of(block: Block) -> str:
    day = day_in_words(berlin_date(block.starts_at))
    return str(_("Sperre Ihres Kontos vom %(day)s") % {"day": day})


BLOCK = Appeal(
    lock=_lock,
    find=_find,
    author_of=lambda block: block.user_id,
    stands=_stands,
    undo=_undo,
    title_of=_title_of,
    url_of=lambda _block: "",
    template="moderation/_block_at_desk.html",
)
