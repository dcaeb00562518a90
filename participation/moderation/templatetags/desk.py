"""What the desk's own template shows of a kind that brings none."""

from django import template

from participation.moderation import desk
from participation.moderation.models import Moderated

register = template.Library()


@register.filter
def desk_title(contribution: Moderated) -> str:
    return desk.of(contribution).title_of(contribution)


@register.filter
def desk_text(contribution: Moderated) -> str:
    """All its words, without the title where they begin with it."""
    kind = desk.of(contribution)
    title = kind.title_of(contribution)
    return kind.text_of(contribution).removeprefix(title).strip()
