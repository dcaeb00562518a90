from django import template

from participation.moderation.models import Decision
from participation.moderation.statements import Statement, statement_of

register = template.Library()


@register.simple_tag
def statement(decision: Decision) -> Statement | None:
    """The reasons of a decision as pages show them; None if it is against nobody."""
    return statement_of(decision)
