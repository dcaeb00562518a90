from typing import Any

from django import template

from commons.accounts.visitors import Visitor
from participation.moderation.rules import can_block

register = template.Library()


@register.simple_tag
def may_block(visitor: Visitor, contribution: Any) -> int | None:
    """The id of the author, if the visitor may block them; staff the page refuses."""
    author_id: int | None = contribution.author_id
    is_other = author_id is not None and author_id != visitor.user_id
    return author_id if is_other and can_block(visitor) else None
