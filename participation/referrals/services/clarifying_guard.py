from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from participation.ideas.models import Idea
from participation.referrals.queries.clarifying import open_on


def require_none_open(idea: Idea) -> None:
    """Raise RuleViolation while departments clarify who is responsible."""
    if open_on(idea) is not None:
        raise RuleViolation(
            _(
                "Die Ämter klären gerade, wer zuständig ist. Bis dahin geht die Idee "
                "an niemanden."
            ),
            code="clarifying",
        )
